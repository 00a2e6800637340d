import Catalog
import Datasets
import Episodes

extension Mill {
  /// Exports datasets one after the other until cancelled.
  nonisolated func runExports() async {
    await forgetFinishedExports()
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
      let format = DatasetFormat(rawValue: dataset.format) ?? .robomimic
      var (members, sides) = try await members(of: dataset)
      if format.ordersSides {
        let order = DatasetSide.order(sides)
        members = order.map { members[$0] }
        sides = order.map { sides[$0] }
      }
      var pictures: [String] = []
      if dataset.render != nil {
        // each look of an episode is an episode of its own
        pictures = try await blobs(ofPictures: members.compactMap(\.pictureSet))
      } else if let cameras = dataset.cameras {
        pictures = try await self.pictures(of: members.map(\.episode), cameras: cameras) {
          [catalog] share in
          try? await catalog.progressExport(name, version: version, progress: 0.8 * share)
        }
      }
      let order = ExportOrder(
        episodes: members.map(\.episode.blob), sides: sides, tasks: dataset.tasks,
        format: format, options: dataset.options ?? DatasetOptions(),
        file: try exportPath(of: dataset), pictures: pictures,
        splits: Set(members.compactMap(\.episode.traits?.split)).sorted())
      let before = pictures.isEmpty ? 0 : 0.8
      let report = try await written(order) { [catalog] share in
        try? await catalog.progressExport(
          name, version: version, progress: before + (1 - before) * share)
      }
      guard case .exported(let summary) = report else {
        throw CatalogError.storage("the export gave no answer")
      }
      var manifest = try await manifest(of: dataset, members, sides: sides, summary: summary)
      let lineage = DatasetLineage(dataset: dataset, folder: folder(of: dataset))
      manifest = try await Blocking.run {
        [manifest, members, sides, folder = folder(of: dataset)] in
        var manifest = manifest
        manifest.files.append(try lineage.writeEpisodes(members, sides: sides))
        manifest.files.append(try lineage.write(manifest))
        try DurableFile.sync(order.file)
        try DurableFile.sync(folder)
        return manifest
      }
      try await catalog.finishExport(name, version: version, result: .success(manifest))
      FinishedExport.forget(order.file)
    } catch {
      let catalog = catalog
      let cancelled = Task.isCancelled
      let waits = fullDisk(error)
      // half a dataset is of no use to anybody, unless it is gone on with
      if !cancelled { discardExport(of: dataset) }
      discardEmptyFolder(ofDataset: name)
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

  /// Workers that may die of an export before it fails.
  private static let mostDeaths = 3

  /// Has an export written; a worker that dies is followed by another, which goes on where it can.
  private nonisolated func written(
    _ order: ExportOrder, progress: @escaping @Sendable (Double) async -> Void
  ) async throws -> WorkerReport {
    for _ in 1..<Self.mostDeaths {
      do throws(SideProcess.Failure) {
        return try await side.run(
          .export(order), deadline: configuration.exportDeadline, progress: progress)
      } catch {
        guard case .ended = error, !Task.isCancelled else { throw error }
      }
    }
    return try await side.run(
      .export(order), deadline: configuration.exportDeadline, progress: progress)
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

  /// A dataset's episodes, and the side of each.
  private nonisolated func members(
    of dataset: DatasetRecord
  ) async throws -> ([DatasetCandidate], [DatasetSide]) {
    let members = try await catalog.members(ofDataset: dataset.name, version: dataset.version)
    return (members, try DatasetSides.assign(members, for: dataset.request))
  }

  private nonisolated func manifest(
    of dataset: DatasetRecord, _ members: [DatasetCandidate], sides: [DatasetSide],
    summary: ExportSummary
  ) async throws -> DatasetManifest {
    var jobs: [DatasetManifest.Job] = []
    for id in Set(members.map(\.episode.job)).sorted() {
      guard let job = try await catalog.job(id) else { continue }
      jobs.append(
        DatasetManifest.Job(job, sha256s: try await catalog.demonstrationHashes(job: id)))
    }
    func count(_ side: DatasetSide) -> Int { sides.count { $0 == side } }
    return DatasetManifest(
      files: summary.files, episodes: summary.episodes, train: count(.train),
      valid: count(.valid), test: count(.test), steps: summary.steps, task: dataset.task,
      engineVersion: EngineVersion.current,
      demonstrations: Set(members.flatMap(\.episode.demonstrations)).sorted(),
      license: dataset.license, jobs: jobs)
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
