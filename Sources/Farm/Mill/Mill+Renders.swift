import Catalog
import Episodes
import Foundation
import Geometry
import Rendering
import Visuals

extension Mill {
  /// Accepts pictures to take; a second call with the same `requestKey` and request returns the first
  /// call's render.
  ///
  /// - Throws: `SubmitError` naming the field at fault.
  public func createRender(
    _ request: RenderRequest, requestKey: String? = nil
  ) async throws(SubmitError) -> RenderRecord {
    guard (1...RenderRequest.mostVariants).contains(request.variants) else {
      throw SubmitError(
        field: "variants", reason: "must be 1 to \(RenderRequest.mostVariants)")
    }
    guard request.cameras.seed == 0 else {
      throw SubmitError(
        field: "cameras.seed", reason: "is of datasets; style_seeds take its place in a render")
    }
    let seeds = request.styleSeeds
    guard seeds.count == 2, seeds[0] <= seeds[1], seeds[1] <= RenderRequest.largestSeed else {
      throw SubmitError(
        field: "style_seeds",
        reason: "must be [first, last], both 0 to \(RenderRequest.largestSeed)")
    }
    guard request.jobs.count <= 1000, request.episodes.count <= 10_000 else {
      throw SubmitError(field: "episodes", reason: "must be at most 10000, and jobs 1000")
    }
    let version = visuals.version
    let cameras = request.cameras
    do {
      try await check(cameras, jobs: request.jobs, episodes: request.episodes, prefix: "cameras.")
      let render = try await catalog.insertRender(request, requestKey: requestKey) {
        try Self.pictureSetID(
          $0, PictureRecipe(cameras: cameras, styleSeed: $1, visualsVersion: version))
      }
      renders.ring()
      return render
    } catch let error as SubmitError {
      throw error
    } catch CatalogError.notFound(let what) {
      throw SubmitError(
        field: what.hasPrefix("job") ? "jobs" : "episodes", reason: "\(what) is not known")
    } catch let error as CatalogError {
      throw SubmitError(error)
    } catch {
      throw SubmitError(field: "", reason: "\(error)")
    }
  }

  /// Checks cameras against the tasks of jobs and episodes.
  func check(
    _ cameras: CameraOptions, jobs: [String], episodes: [String] = [], prefix: String
  ) async throws {
    var tasks: Set<String> = []
    for id in jobs { if let job = try await catalog.job(id) { tasks.insert(job.spec.task) } }
    for id in episodes.prefix(1) {
      if let episode = try await catalog.episode(id) { tasks.insert(episode.task) }
    }
    try check(cameras, tasks: tasks.sorted(), prefix: prefix)
  }

  /// Checks cameras for the tasks that are named, or for tables where none is.
  nonisolated func check(
    _ cameras: CameraOptions, tasks names: [String], prefix: String
  ) throws(SubmitError) {
    let kitchens = names.map { tasks.task(named: $0)?.kitchen != nil }
    for isKitchen in kitchens.isEmpty ? [false] : kitchens {
      do throws(CameraFault) {
        _ = try CameraChoice.choices(cameras, library: visuals, inKitchen: isKitchen)
      } catch { throw SubmitError(field: prefix + error.field, reason: error.reason) }
    }
  }

  /// What decides every byte of a picture set, as one name.
  static func pictureSetID(_ episodeBlob: String, _ recipe: PictureRecipe) throws -> String {
    BlobStore.sha256(Data((episodeBlob + "\n" + (try CanonicalJSON.text(recipe))).utf8))
  }

  // MARK: - Taking

  /// Takes the pictures of renders, one render after the other, until cancelled.
  nonisolated func runRenders() async {
    while !Task.isCancelled {
      guard await hasRoom() else {
        await renders.wait(atMost: .seconds(1))
        continue
      }
      let next: RenderRecord?
      do { next = try await catalog.claimRender() } catch {
        configuration.logger.error("cannot claim a render", metadata: ["error": "\(error)"])
        next = nil
      }
      if let next { await take(next) } else { await renders.wait(atMost: .seconds(2)) }
    }
  }

  nonisolated var fleet: RenderFleet {
    RenderFleet(
      launcher: launcher, workers: configuration.workers, deadline: configuration.renderDeadline,
      logger: configuration.logger)
  }

  /// Takes one render's pictures; what is stopped half way goes on where it was.
  private nonisolated func take(_ render: RenderRecord) async {
    let id = render.id
    do {
      let sets = try await catalog.allPictureSets(ofRender: id)
      let items = sets.filter { $0.blob == nil }.map { set in
        RenderOrder.Item(
          id: set.id, episode: set.episodeBlob,
          recipe: PictureRecipe(
            cameras: render.request.cameras, styleSeed: set.styleSeed,
            visualsVersion: visuals.version))
      }
      // what was asked for with other files cannot be taken any more
      for (item, set) in zip(items, sets.filter { $0.blob == nil })
      where try Self.pictureSetID(item.episode, item.recipe) != set.id {
        throw CatalogError.conflict(
          "cameras, visuals or styles have changed since it was asked for")
      }
      try await fleet.take(items) { [catalog] in try await catalog.keep($0, render: id) }
      try await catalog.finishRender(
        id, result: .success(try await thumbnails(of: sets.map(\.id))))
    } catch {
      let catalog = catalog
      let cancelled = Task.isCancelled
      let waits = fullDisk(error)
      await Task.detached {
        await Self.insist {
          if cancelled || waits != nil {
            try await catalog.releaseRender(id, reason: waits)
          } else {
            try await catalog.finishRender(id, result: .failure(Self.reason(error)))
          }
        }
      }.value
      if waits != nil { try? await Task.sleep(for: Self.roomPause) }
    }
  }

  /// The file of all thumbnails, in the order of the sets.
  private nonisolated func thumbnails(of ids: [String]) async throws -> RenderRecord.Blob {
    let taken = try await catalog.taken(ids)
    let pictures = try ids.map { id in
      guard let blob = taken[id]?.thumbnailBlob else { throw CatalogError.notFound("a picture") }
      return [UInt8](try blobs.read(blob))
    }
    let file = Data(try ThumbnailFile(pictures).bytes)
    return RenderRecord.Blob(sha256: try blobs.put(file), size: file.count)
  }

  /// A render's picture sets with the ranges of their thumbnails, where there are some.
  public nonisolated func pictureSets(
    of render: RenderRecord, page: PageRequest
  ) async throws -> Page<PictureSetRecord> {
    var found = try await catalog.pictureSets(ofRender: render.id, page: page)
    guard let thumbnails = render.thumbnails else { return found }
    let file = try FileHandle(
      forReadingFrom: URL(fileURLWithPath: try blobs.path(of: thumbnails.sha256)))
    defer { try? file.close() }
    let head = try file.read(upToCount: ThumbnailFile.headLength(render.total)) ?? Data()
    let index = try ThumbnailFile.index(of: [UInt8](head), fileLength: thumbnails.size)
    for place in found.records.indices {
      let position = found.records[place].position
      guard index.indices.contains(position) else { continue }
      found.records[place].thumbnail = [index[position].offset, index[position].length]
    }
    return found
  }

  /// Ends a render; what was taken stays.
  public func cancelRender(_ id: String) async throws(CatalogError) -> RenderRecord {
    try await catalog.cancelRender(id)
  }
}
