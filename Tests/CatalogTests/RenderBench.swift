import Catalog
import Episodes
import Foundation
import Testing

/// A bench with kept episodes, and renders of them.
extension Bench {
  static let cameras = CameraOptions(names: ["agentview"])

  /// A job whose attempts are all done; two of three have an episode.
  func done(
    scenes: Int = 2, motions: Int = 3, task: String = "stack", cameras: CameraOptions? = nil
  ) async throws -> JobRecord {
    var spec = Self.spec(scenes: scenes, motions: motions)
    spec.cameras = cameras
    if task != "stack" {
      let demonstration = Self.demonstration(8, task: task)
      _ = try await catalog.insertDemonstrations([demonstration])
      (spec.task, spec.demonstrations) = (task, [demonstration.id, demonstration.id])
    }
    let job = try await catalog.insertJob(
      spec, engineVersion: "1", taskVersion: "v", batch: motions)
    for claim in try await claim(scenes) { _ = try await complete(claim) }
    return job
  }

  /// What the catalog knows of a job's episodes.
  func episodes(_ job: JobRecord) async throws -> [EpisodeRecord] {
    try await catalog.episodes(job: job.id, page: PageRequest(size: 1000)).records
      .sorted { ($0.scene, $0.motion) < ($1.scene, $1.motion) }
  }

  func render(
    jobs: [String] = [], episodes: [String] = [], variants: Int = 1,
    seeds: [UInt64] = [0, RenderRequest.largestSeed], cameras: CameraOptions = Bench.cameras,
    key: String? = nil
  ) async throws(CatalogError) -> RenderRecord {
    try await catalog.insertRender(
      RenderRequest(
        jobs: jobs, episodes: episodes, cameras: cameras, variants: variants, styleSeeds: seeds),
      requestKey: key
    ) { Self.setID($0, $1) }
  }

  static func setID(_ blob: String, _ seed: UInt64) -> String { "pic_\(blob.prefix(12))_\(seed)" }

  /// What a worker answers for a picture set.
  static func taken(_ set: PictureSetRecord) -> TakenPictures {
    TakenPictures(
      id: set.id, blob: BlobStore.sha256(Data(set.id.utf8)), bytes: 1000 + set.position,
      frames: 101, thumbnailBlob: BlobStore.sha256(Data("small \(set.id)".utf8)),
      thumbnailBytes: 10 + set.position)
  }

  static let thumbnails = RenderRecord.Blob(sha256: "ab", size: 3)
}
