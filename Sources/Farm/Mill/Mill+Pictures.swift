import Catalog
import Episodes
import Geometry

extension Mill {
  /// The pictures of a dataset's episodes, taken where they are missing: their blobs in its order.
  nonisolated func pictures(
    of episodes: [EpisodeRecord], cameras: CameraOptions,
    progress: @escaping @Sendable (Double) async -> Void
  ) async throws -> [String] {
    let items = try episodes.map { episode in
      // by what the episode is, not by its id, which another folder's catalog draws anew
      var style = RandomStream(seed: cameras.seed).stream("style/\(episode.blob)")
      let recipe = PictureRecipe(
        cameras: cameras, styleSeed: style.next() >> 11, visualsVersion: visuals.version)
      return RenderOrder.Item(
        id: try Self.pictureSetID(episode.blob, recipe), episode: episode.blob, recipe: recipe)
    }
    let known = try await catalog.taken(items.map(\.id))
    let missing = items.filter { known[$0.id] == nil }
    let counter = TakenCounter()
    try await fleet.take(missing) { [catalog] pictures in
      try await catalog.keep(pictures)
      await progress(Double(await counter.next()) / Double(missing.count))
      return true
    }
    return try await blobs(ofPictures: items.map(\.id))
  }

  /// The blobs of picture sets that are taken.
  nonisolated func blobs(ofPictures ids: [String]) async throws -> [String] {
    let taken = try await catalog.taken(ids)
    return try ids.map { id in
      guard let blob = taken[id]?.blob else { throw CatalogError.notFound("pictures \(id)") }
      return blob
    }
  }

  /// A strip or a clip of an episode through a camera, made when it is first asked for.
  ///
  /// - Throws: `SubmitError` naming what cannot be had, `VerifyError` when it cannot be made.
  public nonisolated func preview(
    _ kind: PreviewOrder.Kind, of episode: EpisodeRecord, cameras: CameraOptions
  ) async throws -> RenderRecord.Blob {
    try check(cameras, tasks: [episode.task], prefix: "")
    let recipe = PictureRecipe(
      cameras: cameras, styleSeed: cameras.seed, visualsVersion: visuals.version)
    let id = try kind.rawValue + Self.pictureSetID(episode.blob, recipe)
    if let known = try await catalog.taken([id])[id] {
      return RenderRecord.Blob(sha256: known.blob, size: known.bytes)
    }
    guard let content = try await episodeContent(episode.id) else {
      throw VerifyError.unknownEpisode(episode.id)
    }
    let order = PreviewOrder(
      kind: kind, episode: episode.blob, recipe: recipe,
      frequency: content.recipe.controlFrequency)
    do throws(SideProcess.Failure) {
      let report = try await side.run(.preview(order), deadline: configuration.renderDeadline)
      guard case .previewed(let blob, let bytes) = report else {
        throw SideProcess.Failure.refused("the worker gave no answer")
      }
      let made = TakenPictures(
        id: id, blob: blob, bytes: bytes, frames: content.steps + 1, thumbnailBlob: "",
        thumbnailBytes: 0)
      _ = try? await catalog.keep(made)
      return RenderRecord.Blob(sha256: blob, size: bytes)
    } catch {
      switch error {
      case .refused(let reason): throw VerifyError.impossible(reason)
      case .ended(let ending): throw VerifyError.failed(ending.description)
      }
    }
  }
}

/// Counts from 1 on.
private actor TakenCounter {
  private var count = 0

  func next() -> Int {
    count += 1
    return count
  }
}
