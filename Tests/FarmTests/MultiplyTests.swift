import Catalog
import Foundation
import Testing

/// The command `multiply`, as a user runs it.
@Suite(.serialized) struct MultiplyTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func start(_ arguments: [String]) throws -> (process: Process, output: Pipe) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Place.demomill)
    process.arguments = ["multiply"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    return (process, output)
  }

  private func run(_ arguments: [String]) throws -> (code: Int32, output: Data) {
    let (process, output) = try start(arguments)
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, data)
  }

  private func arguments(_ out: String, scenes: Int = 6, extra: [String] = []) -> [String] {
    [
      Place.demo("stack_robosuite.hdf5"), "--task", "stack", "--scenes", "\(scenes)", "--motions",
      "4", "--seed", "2", "--out", "\(scratch.folder)/\(out)", "--scenes-folder", Place.scenes,
    ] + extra
  }

  @Test func makesADataset() throws {
    let result = try run(arguments("a.hdf5", extra: ["--json", "--workers", "2"]))
    #expect(result.code == 0)
    let summary = try #require(
      try JSONSerialization.jsonObject(with: result.output) as? [String: Any])
    let (sha, size) = try BlobStore.sha256(fileAt: "\(scratch.folder)/a.hdf5")
    #expect(summary["sha256"] as? String == sha && summary["size"] as? Int == size)
    #expect(summary["attempts"] as? Int == 24)
    #expect((summary["kept"] as? Int ?? 0) > 12)

    // the same on one worker, byte for byte; another with another seed
    #expect(try run(arguments("b.hdf5", extra: ["--workers", "1"])).code == 0)
    #expect(try BlobStore.sha256(fileAt: "\(scratch.folder)/b.hdf5").sha == sha)
    #expect(try run(arguments("c.hdf5", extra: ["--seed", "9"])).code == 0)
    #expect(try BlobStore.sha256(fileAt: "\(scratch.folder)/c.hdf5").sha != sha)
  }

  @Test func endsAtAGoalAndSaysWhereAttemptsWereLost() throws {
    let goal = ["--successes", "15", "--action-noise", "0.3"]
    let result = try run(arguments("a.hdf5", extra: goal + ["--json", "--workers", "2"]))
    #expect(result.code == 0)
    let summary = try #require(
      try JSONSerialization.jsonObject(with: result.output) as? [String: Any])
    #expect(summary["kept"] as? Int == 15 && summary["stop_reason"] as? String == "goal")
    #expect((summary["lint"] as? [Any])?.isEmpty == true)
    let report = try #require(summary["report"] as? [String: Any])
    let subtasks = try #require(report["subtasks"] as? [[String: Any]])
    #expect(subtasks.map { $0["name"] as? String } == ["grasp", "place"])
    #expect(subtasks.last?["passed"] as? Int == 15)
    #expect((report["effective_sources"] as? Double ?? 0) > 1)

    // the same on one worker, byte for byte
    #expect(try run(arguments("b.hdf5", extra: goal + ["--workers", "1"])).code == 0)
    #expect(
      try BlobStore.sha256(fileAt: "\(scratch.folder)/b.hdf5").sha == summary["sha256"] as? String)
  }

  @Test(arguments: [
    [], ["--task", "stack"], ["nofile", "--task", "stack", "--out", "x"],
    [Place.demo("stack_robosuite.hdf5"), "--task", "stack", "--out", "x", "--action-noise", "3"],
    [Place.demo("stack_robosuite.hdf5"), "--task", "stack", "--out", "x", "--scenes", "0"],
    [Place.demo("stack_robosuite.hdf5"), "--task", "stack", "--out", "x", "--unknown"],
    [Place.demo("stack_robosuite.hdf5"), "--task", "stack", "--out", "x", "--successes", "0"],
    [Place.demo("stack_robosuite.hdf5"), "--task", "stack", "--out", "x", "--stop-below", "2"],
    [Place.demo("stack_robosuite.hdf5"), "--task", "stack", "--out", "x", "--wall-seconds", "-1"],
    [Place.demo("stack_robosuite.hdf5"), "--task", "stack", "--out", "x", "--branches", "0"],
    [Place.demo("stack_robosuite.hdf5"), "--task", "stack", "--out", "x", "--subtask", "nn_k=1"],
    [
      Place.demo("stack_robosuite.hdf5"), "--task", "stack", "--out", "x", "--subtask",
      "place.noise=1",
    ],
    [
      Place.demo("stack_robosuite.hdf5"), "--task", "stack", "--out", "x", "--subtask",
      "place.nn_k=none",
    ],
    [
      Place.demo("stack_robosuite.hdf5"), "--task", "stack", "--out", "x", "--subtask",
      "place.nn_k=0",
    ],
  ])
  func saysWrongUsage(arguments: [String]) throws {
    #expect(try run(arguments).code == 2)
  }

  @Test func failsWithoutADataset() throws {
    let out = "\(scratch.folder)/never.hdf5"
    let lift = [
      Place.demo("lift_human.hdf5"), "--task", "stack", "--out", out, "--scenes-folder",
      Place.scenes,
    ]
    #expect(try run(lift).code == 1)
    #expect(try run(arguments("never.hdf5", extra: ["--distribution", "D9"])).code == 1)
    #expect(try run(arguments("never.hdf5", extra: ["--subtask", "lift.nn_k=1"])).code == 1)
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  /// The whole server is killed again and again; the job goes on and ends as if nothing had been.
  @Test func goesOnAfterBeingKilled() async throws {
    let data = "\(scratch.folder)/data"
    let extra = ["--data", data, "--workers", "2"]
    var kills = 0
    for round in 0..<6 {
      let (process, _) = try start(arguments("killed.hdf5", scenes: 80, extra: extra))
      try await Task.sleep(for: .milliseconds(400 + 150 * round))
      guard process.isRunning else { break }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      kills += 1

      // the workers notice and go
      let end = ContinuousClock.now + .seconds(10)
      while !Place.workers(of: "\(data)/blobs").isEmpty, ContinuousClock.now < end {
        try await Task.sleep(for: .milliseconds(10))
      }
      #expect(Place.workers(of: "\(data)/blobs").isEmpty)
    }
    #expect(kills > 1)
    #expect(try run(arguments("killed.hdf5", scenes: 80, extra: extra)).code == 0)
    #expect(
      try run(
        arguments("calm.hdf5", scenes: 80, extra: ["--data", "\(scratch.folder)/calm"])
      ).code == 0)

    // the same episodes, each counted once, and the same file
    let wild = try await content(data)
    let calm = try await content("\(scratch.folder)/calm")
    #expect(wild.attempts == 320 && calm.attempts == 320)
    #expect(wild.kept == calm.kept && !wild.kept.isEmpty)
    #expect(
      try BlobStore.sha256(fileAt: "\(scratch.folder)/killed.hdf5").sha
        == BlobStore.sha256(fileAt: "\(scratch.folder)/calm.hdf5").sha)
  }

  private func content(_ folder: String) async throws -> (attempts: Int, kept: [String]) {
    let catalog = try Catalog(path: "\(folder)/catalog.sqlite")
    #expect(try await catalog.check() == "ok")
    let jobs = try await catalog.jobs().records
    #expect(jobs.count == 1)
    let episodes = try await catalog.episodes(page: PageRequest(size: 1000)).records
    return (
      try await catalog.statistics().attempts,
      episodes.map { "\($0.scene)/\($0.motion) \($0.blob)" }.sorted()
    )
  }

  @Test func leavesNothingBehindWhenInterrupted() async throws {
    let temporary = "\(scratch.folder)/tmp"
    try FileManager.default.createDirectory(
      atPath: temporary, withIntermediateDirectories: true)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Place.demomill)
    process.arguments = ["multiply"] + arguments("i.hdf5", scenes: 2000)
    process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": temporary]) { $1 }
    process.standardError = FileHandle.nullDevice
    try process.run()
    try await Task.sleep(for: .seconds(1.5))
    #expect(try !FileManager.default.contentsOfDirectory(atPath: temporary).isEmpty)
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 130)
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary).isEmpty)
    #expect(!FileManager.default.fileExists(atPath: "\(scratch.folder)/i.hdf5"))
  }
}
