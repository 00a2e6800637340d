import Catalog
import Episodes
import Foundation
import Synchronization

/// A folder that goes when its owner does, in memory where the system has such a place.
final class Scratch: Sendable {
  let folder: String

  init() throws {
    let memory = "/dev/shm"
    let base = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
    folder = "\(base)/demomill-tests-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }
}

/// A clock that moves when told to.
final class HandClock: Sendable {
  private let time = Mutex(1_000.0)
  var now: WallClock { { self.time.withLock { $0 } } }
  func advance(_ seconds: Double) { time.withLock { $0 += seconds } }
}

/// A catalog with a clock in the hand and two demonstrations of a task.
struct Bench {
  let scratch: Scratch
  let clock = HandClock()
  let catalog: Catalog
  let queue: SQLiteTaskQueue

  init() async throws {
    scratch = try Scratch()
    catalog = try Catalog(path: "\(scratch.folder)/catalog.sqlite", now: clock.now)
    queue = SQLiteTaskQueue(catalog)
    _ = try await catalog.insertDemonstrations([Self.demonstration(0), Self.demonstration(1)])
  }

  static func demonstration(_ index: Int, task: String = "stack") -> DemonstrationRecord {
    DemonstrationRecord(
      sha256: BlobStore.sha256(Data("demonstration \(index)".utf8)),
      uploadSHA256: BlobStore.sha256(Data("upload".utf8)), name: "demo_\(index)", task: task,
      robot: "panda", frames: 100 + index, subtasks: [60, 40 + index], createdAt: 1)
  }

  static func spec(
    scenes: Int, motions: Int, priority: Int = 0, seed: UInt64 = 1
  ) -> JobSpec {
    JobSpec(
      task: "stack", demonstrations: [demonstration(0).id, demonstration(1).id],
      scenes: .init(count: scenes), motions: .init(count: motions), seed: seed,
      priority: priority)
  }

  func job(
    scenes: Int, motions: Int, batch: Int, priority: Int = 0, seed: UInt64 = 1
  ) async throws -> JobRecord {
    try await catalog.insertJob(
      Self.spec(scenes: scenes, motions: motions, priority: priority, seed: seed),
      engineVersion: "1", taskVersion: "v", batch: batch)
  }

  /// What the job is now; fails the test's expectations when it is gone.
  func state(_ job: JobRecord) async throws -> JobRecord {
    guard let found = try await catalog.job(job.id) else {
      throw CatalogError.notFound(job.id)
    }
    return found
  }

  func claim(_ limit: Int = 1, lease: Double = 10) async throws -> [TaskClaim] {
    try await queue.claim(worker: "w", limit: limit, lease: lease)
  }

  func complete(_ claim: TaskClaim) async throws -> CompletionAnswer? {
    try await queue.complete([
      TaskCompletion(ticket: claim.ticket, results: Self.results(claim))
    ]).first
  }

  /// What an honest worker answers: two of three attempts succeed.
  static func results(_ claim: TaskClaim) -> [AttemptResult] {
    claim.motions.map { result(scene: claim.scene, motion: $0) }
  }

  static func result(scene: Int, motion: Int) -> AttemptResult {
    guard (scene + motion) % 3 != 2 else {
      return AttemptResult(
        outcome: AttemptOutcome(
          scene: scene, motion: motion, failure: .dropped, subtask: 1, demonstration: motion % 2,
          steps: 30, anyFrameSuccess: motion % 2 == 0, cpuSeconds: 0.25, detail: "slipped"))
    }
    return AttemptResult(
      outcome: AttemptOutcome(
        scene: scene, motion: motion, demonstration: motion % 2, steps: 100,
        anyFrameSuccess: true, cpuSeconds: 0.5, metrics: ["penetration_m": 0.001]),
      episode: EpisodeSummary(
        blob: blob(scene: scene, motion: motion), bytes: 1000, steps: 100, stateHash: "00ff",
        demonstrations: [motion % 2],
        traits: EpisodeTraits(
          layout: scene % 2 == 0 ? "galley" : "island", style: "nordic", split: "pretrain",
          language: motion == 0 ? "Lift the Cup" : "lift it", cell: "cubeA:\(scene)+cubeB:1",
          identities: ["scene": "scene/\(scene)"]),
        path: EpisodePath(kind: "stack", points: [Double(scene), Double(motion), 0])))
  }

  static func blob(scene: Int, motion: Int) -> String {
    BlobStore.sha256(Data("episode \(scene) \(motion)".utf8))
  }
}
