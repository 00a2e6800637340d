import Catalog
import Episodes

extension Mill {
  /// Exports datasets one after the other until cancelled.
  nonisolated func runExports() async {
    while !Task.isCancelled {
      guard await hasRoom() else {
        await exports.wait(atMost: .seconds(1))
        continue
      }
      let next: DatasetRecord?
      do { next = try await catalog.claimExport() } catch {
        configuration.logger.error("cannot claim an export", metadata: ["error": "\(error)"])
        next = nil
      }
      if let next { await export(next) } else { await exports.wait(atMost: .seconds(2)) }
    }
  }

  /// Exports one dataset; what is stopped half way is put back.
  private nonisolated func export(_ dataset: DatasetRecord) async {
    let (name, version) = (dataset.name, dataset.version)
    do {
      var episodes = try await catalog.episodes(ofDataset: name, version: version)
      var pictures: [String] = []
      if let render = dataset.render {
        // each look of an episode is an episode of its own
        let sets = try await catalog.allPictureSets(ofRender: render)
        var known: [String: EpisodeRecord] = [:]
        for episode in episodes { known[episode.id] = episode }
        episodes = sets.compactMap { known[$0.episode] }
        guard episodes.count == sets.count else {
          throw CatalogError.notFound("an episode of the render")
        }
        pictures = try await blobs(ofPictures: sets.map(\.id))
      } else if let cameras = dataset.cameras {
        pictures = try await self.pictures(of: episodes, cameras: cameras) {
          [catalog] share in
          try? await catalog.progressExport(name, version: version, progress: 0.8 * share)
        }
      }
      let order = ExportOrder(
        episodes: episodes.map(\.blob), split: dataset.split, task: dataset.task,
        format: DatasetFormat(rawValue: dataset.format) ?? .robomimic,
        file: try exportPath(of: dataset), pictures: pictures)
      let before = pictures.isEmpty ? 0 : 0.8
      let report = try await side.run(
        .export(order), deadline: configuration.exportDeadline
      ) { [catalog] share in
        try? await catalog.progressExport(
          name, version: version, progress: before + (1 - before) * share)
      }
      guard case .exported(let summary) = report else {
        throw CatalogError.storage("the export gave no answer")
      }
      try await Blocking.run { [folder = folder(of: dataset)] in
        try DurableFile.sync(order.file)
        try DurableFile.sync(folder)
      }
      let manifest = manifest(of: dataset, episodes: episodes, summary: summary)
      try await catalog.finishExport(name, version: version, result: .success(manifest))
    } catch {
      let catalog = catalog
      let cancelled = Task.isCancelled
      let waits = fullDisk(error)
      // half a dataset is of no use to anybody
      discardExport(of: dataset)
      // a cancelled task may still tell the catalog
      await Task.detached {
        await Self.insist {
          if cancelled || waits != nil {
            try await catalog.releaseExport(name, version: version, reason: waits)
          } else {
            try await catalog.finishExport(
              name, version: version, result: .failure(Self.reason(error)))
          }
        }
      }.value
      if waits != nil { try? await Task.sleep(for: Self.roomPause) }
    }
  }

  /// How long exports and renders rest after the disk ran full under them.
  static let roomPause = Duration.seconds(5)

  /// Whether there is room to begin something new; says so to what waits when there is none.
  nonisolated func hasRoom() async -> Bool {
    guard let complaint = disk.complaint else { return true }
    try? await catalog.noteWaiting(complaint)
    return false
  }

  /// What to wait for when an error is a full disk's; nil for every other error.
  ///
  /// Libraries rarely say why a write failed, so the disk itself is asked.
  nonisolated func fullDisk(_ error: any Error) -> String? {
    if let complaint = disk.complaint { return complaint }
    let isFull =
      switch error {
      case BlobError.full, CatalogError.full: true
      case SideProcess.Failure.refused(let reason), CatalogError.storage(let reason),
        CatalogError.conflict(let reason):
        reason == BlobError.full.description || reason.contains("No space left on device")
      default: false
      }
    return isFull ? BlobError.full.description : nil
  }

  /// Tells the catalog something until it hears, for at most a few seconds.
  static func insist(_ body: @Sendable () async throws -> Void) async {
    for _ in 0..<5 {
      do { return try await body() } catch { try? await Task.sleep(for: .seconds(1)) }
    }
  }

  private nonisolated func manifest(
    of dataset: DatasetRecord, episodes: [EpisodeRecord], summary: ExportSummary
  ) -> DatasetManifest {
    DatasetManifest(
      files: summary.files,
      episodes: summary.episodes, train: summary.train, valid: summary.valid,
      steps: summary.steps, task: dataset.task, engineVersion: EngineVersion.current,
      demonstrations: Set(episodes.flatMap(\.demonstrations)).sorted())
  }

  static func reason(_ error: any Error) -> CatalogError {
    switch error {
    case let error as CatalogError: error
    case SideProcess.Failure.refused(let reason): .conflict(reason)
    case SideProcess.Failure.ended(let ending): .conflict(ending.description)
    default: .storage("\(error)")
    }
  }
}
