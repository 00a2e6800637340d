import Catalog
import Episodes

extension Mill {
  /// Exports datasets one after the other until cancelled.
  nonisolated func runExports() async {
    while !Task.isCancelled {
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
      let manifest = manifest(of: dataset, episodes: episodes, summary: summary)
      try await catalog.finishExport(name, version: version, result: .success(manifest))
    } catch {
      discardExport(of: dataset)
      let catalog = catalog
      let cancelled = Task.isCancelled
      // a cancelled task may still tell the catalog
      await Task.detached {
        if cancelled {
          try? await catalog.releaseExport(name, version: version)
        } else {
          try? await catalog.finishExport(
            name, version: version, result: .failure(Self.reason(error)))
        }
      }.value
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
