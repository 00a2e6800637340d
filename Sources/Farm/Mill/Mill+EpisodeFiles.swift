import Catalog
import Datasets
import Episodes
import Foundation

extension Mill {
  /// Where files of single episodes are while they are written.
  static func episodeFolder(in folder: String) -> String { "\(folder)/datasets/.episodes" }

  /// One episode as a robomimic file, made in a process of its own when it is first asked for.
  ///
  /// - Throws: `VerifyError` when it cannot be made, `CatalogError`, `BlobError`.
  public nonisolated func file(
    of episode: EpisodeRecord
  ) async throws -> RenderRecord.Blob {
    // what decides its bytes: the episode, and the program that writes it
    let id =
      "file" + BlobStore.sha256(Data("\(episode.blob)\n\(EngineVersion.current)".utf8))
    if let known = try await catalog.taken([id])[id] {
      return RenderRecord.Blob(sha256: known.blob, size: known.bytes)
    }
    let folder = Self.episodeFolder(in: configuration.dataFolder)
    try DurableFile.makeFolder(folder)
    let path = "\(folder)/\(UUID().uuidString.lowercased()).hdf5"
    defer {
      FinishedExport.forget(path)
      try? FileManager.default.removeItem(atPath: path)
    }
    let order = ExportOrder(
      episodes: [episode.blob], sides: [.train], tasks: [episode.task], format: .robomimic,
      options: DatasetOptions(), file: path, pictures: [])
    do throws(SideProcess.Failure) {
      let report = try await side.run(.export(order), deadline: configuration.exportDeadline)
      guard case .exported = report else {
        throw SideProcess.Failure.refused("the worker gave no answer")
      }
    } catch {
      switch error {
      case .refused(let reason): throw VerifyError.impossible(reason)
      case .ended(let ending): throw VerifyError.failed(ending.description)
      }
    }
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let blob = try blobs.put(data)
    let made = TakenPictures(
      id: id, blob: blob, bytes: data.count, frames: episode.steps + 1, thumbnailBlob: "",
      thumbnailBytes: 0)
    _ = try? await catalog.keep(made)
    return RenderRecord.Blob(sha256: blob, size: data.count)
  }
}
