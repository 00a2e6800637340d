import Catalog
import Farm
import Foundation
import Logging

/// Where the built programs and the checkout are.
enum Place {
  /// The folder of the test program, which is that of all built programs.
  static let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().path
  static let demomill = "\(products)/demomill"
  static let fakeWorker = "\(products)/FakeWorker"
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  static let scenes = "\(root)/Scenes"
  static func demo(_ name: String) -> String { "\(root)/Demos/\(name)" }

  /// The worker processes that are there for a blob store.
  static func workers(of blobs: String) -> [pid_t] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap { pid_t($0) }.filter { pid in
      guard let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") else {
        return false
      }
      return line.split(separator: 0).contains { $0.elementsEqual(blobs.utf8) }
    }
  }
}

/// A folder that goes when its owner does, in memory where the system has such a place.
final class Scratch: Sendable {
  let folder: String

  init() throws {
    let memory = "/dev/shm"
    let base = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
    folder = "\(base)/demomill-farm-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }
}

/// A mill whose workers know no physics but every fault.
struct TestMill {
  let scratch: Scratch
  let mill: Mill

  /// A mill on a folder; `plan` is what its workers go wrong at.
  init(
    plan: String = "", workers: Int = 2, scratch: Scratch? = nil,
    configure: (inout MillConfiguration) -> Void = { _ in }
  ) async throws {
    let scratch = try scratch ?? Scratch()
    self.scratch = scratch
    try plan.write(toFile: "\(scratch.folder)/plan", atomically: true, encoding: .utf8)
    var configuration = MillConfiguration(
      dataFolder: "\(scratch.folder)/data", scenesFolder: Place.scenes,
      executable: Place.fakeWorker, workers: workers,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    configuration.workerEnvironment = ["FAKE_WORKER": scratch.folder]
    configure(&configuration)
    mill = try await Mill(configuration)
    _ = try await mill.catalog.insertDemonstrations([Self.demonstration])
  }

  static let demonstration = DemonstrationRecord(
    sha256: BlobStore.sha256(Data("demonstration".utf8)),
    uploadSHA256: BlobStore.sha256(Data("upload".utf8)), name: "demo_0", task: "stack",
    robot: "panda", frames: 100, subtasks: [60, 40], createdAt: 1)

  static func spec(scenes: Int, motions: Int, seed: UInt64 = 1, priority: Int = 0) -> JobSpec {
    JobSpec(
      task: "stack", demonstrations: [demonstration.id], scenes: .init(count: scenes),
      motions: .init(count: motions), seed: seed, priority: priority)
  }

  /// Runs the mill while `body` does.
  func running<Value: Sendable>(
    _ body: @escaping @Sendable (Mill) async throws -> Value
  ) async throws -> Value {
    let mill = mill
    let run = Task { try await mill.run() }
    defer { run.cancel() }
    let value = try await body(mill)
    run.cancel()
    try await run.value
    return value
  }

  /// Runs the mill until a new job is done.
  func job(scenes: Int, motions: Int) async throws -> JobRecord {
    try await running { mill in
      let job = try await mill.submit(Self.spec(scenes: scenes, motions: motions))
      return try await mill.finished(job.id)
    }
  }

  /// The lines of the workers' log that begin with a word.
  func log(_ word: String) -> [String] {
    let text = (try? String(contentsOfFile: "\(scratch.folder)/log", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { $0.hasPrefix(word) }.map(String.init)
  }

  /// How often an attempt was begun.
  func tries(_ scene: Int, _ motion: Int) -> Int { log("attempt \(scene) \(motion) ").count }
}

extension Mill {
  /// The job when it is done.
  func finished(_ id: String, within seconds: Double = 60) async throws -> JobRecord {
    try await wait(within: seconds) {
      guard let job = try await self.job(id), job.done else { return nil }
      return job
    }
  }

  /// The first value that `probe` gives.
  nonisolated func wait<Value: Sendable>(
    within seconds: Double = 60, _ probe: @Sendable () async throws -> Value?
  ) async throws -> Value {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
      if let value = try await probe() { return value }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw TimedOut()
  }

  /// All episodes of a job by scene and motion, with their blobs.
  func kept(_ job: String) async throws -> [String] {
    var kept: [String] = []
    var page = PageRequest(size: 1000)
    repeat {
      let part = try await catalog.episodes(job: job, page: page)
      kept += part.records.map { "\($0.scene)/\($0.motion) \($0.blob)" }
      page.token = part.nextPageToken
    } while page.token != nil
    return kept.sorted()
  }
}

struct TimedOut: Error {}
