import Catalog
import Datasets
import Foundation

/// Files that tell where a dataset's episodes come from, beside what readers read.
///
/// `lineage.jsonl` has a line for each episode in the dataset's order; `manifest.json` is the dataset's document,
/// but for the file itself. Folders hold them below `meta`.
struct DatasetLineage {
  /// One line.
  private struct Line: Encodable {
    var index: Int
    var episode: String
    var side: DatasetSide
    var task: String
    var job: String
    var distribution: String
    var seed: UInt64
    var scene: Int
    var motion: Int
    var demonstrations: [String]
    var steps: Int
    var stateHash: String
    var blob: String
    var language: String?
    var look: UInt64?

    enum CodingKeys: String, CodingKey {
      case index, episode, side, task, job, distribution, seed, scene, motion, demonstrations,
        steps
      case stateHash = "state_hash"
      case blob, language, look
    }
  }

  let dataset: DatasetRecord
  /// The version's.
  let folder: String

  /// Writes the lines of the episodes, in the order in which they stand in the dataset.
  func writeEpisodes(
    _ episodes: [DatasetCandidate], sides: [DatasetSide]
  ) throws -> DatasetManifest.File {
    var text = Data()
    for (index, (candidate, side)) in zip(episodes, sides).enumerated() {
      let episode = candidate.episode
      text += try CanonicalJSON.encode(
        Line(
          index: index, episode: episode.id, side: side, task: episode.task, job: episode.job,
          distribution: candidate.distribution, seed: candidate.seed, scene: episode.scene,
          motion: episode.motion, demonstrations: episode.demonstrations, steps: episode.steps,
          stateHash: episode.stateHash, blob: episode.blob, language: episode.traits?.language,
          look: candidate.styleSeed))
      text.append(10)
    }
    return try write(text, DatasetManifest.companions[0])
  }

  /// Writes what the dataset was asked to be, with its manifest as it is so far.
  func write(_ manifest: DatasetManifest) throws -> DatasetManifest.File {
    var document = dataset
    document.state = .ready
    document.progress = 1
    document.error = nil
    document.manifest = manifest
    return try write(try CanonicalJSON.encode(document), DatasetManifest.companions[1])
  }

  private func write(_ data: Data, _ name: String) throws -> DatasetManifest.File {
    let path = dataset.isFolder ? "meta/\(name)" : name
    if dataset.isFolder { try DurableFile.makeFolder("\(folder)/meta") }
    try DurableFile.write(data, to: "\(folder)/\(path)")
    return DatasetManifest.File(path: path, size: data.count, sha256: BlobStore.sha256(data))
  }
}
