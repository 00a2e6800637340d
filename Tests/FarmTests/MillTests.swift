import Catalog
import Episodes
import Farm
import Foundation
import Testing

@Suite(.serialized) struct MillTests {
  @Test func aFolderHasOneMill() async throws {
    let scratch = try Scratch()
    let test = try await TestMill(scratch: scratch)
    await #expect(throws: MillError.folderInUse("\(scratch.folder)/data")) {
      try await TestMill(scratch: scratch)
    }
    _ = test
  }

  @Test func aFolderIsFreeAgainAfterItsMill() async throws {
    let scratch = try Scratch()
    for _ in 0..<3 {
      let test = try await TestMill(scratch: scratch)
      #expect(try await test.mill.catalog.demonstrations().records.count == 1)
    }
  }

  @Test func saysWhatIsWrongWithItsFolders() async throws {
    await #expect(throws: MillError.self) {
      try await TestMill { $0.dataFolder = "/proc/nowhere" }
    }
    await #expect(throws: MillError.self) {
      try await TestMill { $0.scenesFolder = "/nowhere" }
    }
  }

  /// A field, and a change that makes it wrong.
  struct Fault<Value: Sendable>: Sendable, CustomTestStringConvertible {
    var field: String
    var change: @Sendable (inout Value) -> Void

    init(_ field: String, _ change: @escaping @Sendable (inout Value) -> Void) {
      self.field = field
      self.change = change
    }

    var testDescription: String { field }
  }

  private static let jobFaults: [Fault<JobSpec>] = [
    Fault("task") { $0.task = "juggle" },
    Fault("demonstrations") { $0.demonstrations = [] },
    Fault("demonstrations") { $0.demonstrations += $0.demonstrations },
    Fault("demonstrations[1]") { $0.demonstrations.append("demo_0") },
    Fault("demonstrations[0]") { $0.task = "lift" },
    Fault("scenes.distribution") { $0.scenes.distribution = "D9" },
    Fault("scenes.count") { $0.scenes.count = 0 },
    Fault("scenes.count") { $0.scenes.count = 10_001 },
    Fault("motions.count") { $0.motions.count = 0 },
    Fault("motions.count") { $0.motions.count = 10_001 },
    Fault("motions.action_noise") { $0.motions.options.actionNoise = 2 },
    Fault("priority") { $0.priority = 1001 },
    Fault("motions.branches") { $0.motions.options.branches = 0 },
    Fault("goal.successes") { $0.goal = JobGoal(successes: 0) },
    Fault("goal.successes") { $0.goal = JobGoal(successes: 5) },
    Fault("goal.successes") { $0.goal = JobGoal(successes: 3, maxAttempts: 2) },
    Fault("goal.max_attempts") { $0.goal = JobGoal(successes: 1, maxAttempts: 0) },
    Fault("limits.wall_seconds") { $0.limits = JobLimits(wallSeconds: 0) },
    Fault("limits.cpu_seconds") { $0.limits = JobLimits(cpuSeconds: .nan) },
    Fault("limits.max_attempts") { $0.limits = JobLimits(maxAttempts: 1_000_001) },
    Fault("stop_below.success_rate") { $0.stopBelow = JobStopBelow(successRate: 0) },
    Fault("stop_below.after") { $0.stopBelow = JobStopBelow(successRate: 0.1, after: 0) },
  ]

  @Test(arguments: jobFaults) func refusesJobs(fault: Fault<JobSpec>) async throws {
    let test = try await TestMill()
    var spec = TestMill.spec(scenes: 2, motions: 2)
    fault.change(&spec)
    let wrong = spec
    let error = await #expect(throws: SubmitError.self) { try await test.mill.submit(wrong) }
    #expect(error?.field == fault.field)
    #expect(try await test.mill.catalog.jobs().records == [])
  }

  @Test func refusesJobsThatAreTooLarge() async throws {
    let test = try await TestMill()
    let largest = TestMill.spec(scenes: 1000, motions: 1000)
    #expect(try await test.mill.submit(largest).total == 1_000_000)
    let error = await #expect(throws: SubmitError.self) {
      try await test.mill.submit(TestMill.spec(scenes: 1001, motions: 1000))
    }
    #expect(error?.field == "motions.count")
  }

  private static let datasetFaults: [Fault<DatasetRequest>] = [
    Fault("name") { $0.name = "" },
    Fault("name") { $0.name = "../x" },
    Fault("name") { $0.name = "Cubes" },
    Fault("name") { $0.name = String(repeating: "a", count: 65) },
    Fault("format") { $0.format = "csv" },
    Fault("filter.jobs") { $0.filter.jobs = [] },
    Fault("filter.jobs") { $0.filter.jobs = ["job_x"] },
    Fault("split") { $0.split = DatasetSplit(train: 0.5, valid: 0.4) },
    Fault("split") { $0.split = DatasetSplit(train: 0, valid: 1) },
    Fault("split") { $0.split = DatasetSplit(train: .nan, valid: 0) },
    Fault("split") { $0.split = DatasetSplit(train: 1.1, valid: 0, test: -0.1) },
    Fault("split.by") { $0.split.by = ["colour"] },
    Fault("license") { $0.license = "" },
    Fault("license") { $0.license = "a\nb" },
    Fault("options.action_space") { $0.options = DatasetOptions(actionSpace: "torques") },
    Fault("options.action_space") {
      $0.format = "zarr_umi"
      $0.options = DatasetOptions(actionSpace: "joint_positions")
    },
    Fault("cameras") {
      $0.format = "goal"
      $0.cameras = CameraOptions(names: ["agentview"])
    },
    Fault("cameras") { $0.format = "zarr_umi" },
    Fault("cameras") { $0.format = "lerobot_video" },
    Fault("options.pictures") {
      $0.format = "lerobot_video"
      $0.options = DatasetOptions(pictures: false)
    },
    Fault("split") { $0.split = DatasetSplit(train: 1e-17, valid: 1) },
    Fault("options.pictures") { $0.options = DatasetOptions(pictures: true) },
    Fault("options.pictures") {
      $0.cameras = CameraOptions(names: ["agentview"])
      $0.options = DatasetOptions(pictures: false)
    },
    Fault("options.next_obs") {
      $0.format = "zarr"
      $0.options = DatasetOptions(nextObservations: true)
    },
    Fault("options.relabel") { $0.options = DatasetOptions(relabel: .init(strategy: "final")) },
    Fault("options.relabel.strategy") {
      $0.format = "goal"
      $0.options = DatasetOptions(relabel: .init(strategy: "past"))
    },
    Fault("options.relabel.k") {
      $0.format = "goal"
      $0.options = DatasetOptions(relabel: .init(strategy: "future", k: 65))
    },
  ]

  @Test func refusesDatasets() async throws {
    let test = try await TestMill()
    let job = try await test.job(scenes: 1, motions: 1)
    for fault in Self.datasetFaults {
      var request = DatasetRequest(name: "cubes", filter: DatasetFilter(jobs: [job.id]))
      fault.change(&request)
      let wrong = request
      let error = await #expect(throws: SubmitError.self) {
        try await test.mill.createDataset(wrong)
      }
      #expect(error?.field == fault.field)
    }
    #expect(try await test.mill.catalog.datasets().records == [])
  }

  @Test func exportsDatasets() async throws {
    let test = try await TestMill(plan: "exit -1 -1 3")
    try await test.running { mill in
      let job = try await mill.submit(TestMill.spec(scenes: 2, motions: 2))
      _ = try await mill.finished(job.id)
      let request = DatasetRequest(name: "cubes", filter: DatasetFilter(jobs: [job.id]))

      // the first export's processes die, one after the other; that is said, and the next version is good
      let failed = try await mill.exported(try await mill.createDataset(request))
      #expect(failed.state == .failed && failed.error?.contains("leaving early") == true)
      let folder = "\(mill.configuration.dataFolder)/datasets"
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/cubes"))
      let ready = try await mill.exported(try await mill.createDataset(request))
      #expect(ready.state == .ready && ready.version == 2 && ready.progress == 1)
      let file = try #require(ready.manifest?.files.first)
      let path = try #require(mill.path(of: file.path, in: ready))
      #expect(path.hasSuffix("/datasets/cubes/2/cubes.hdf5"))
      let (sha, size) = try BlobStore.sha256(fileAt: path)
      #expect(sha == file.sha256 && size == file.size)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text == "episode 1 0 0\nepisode 1 0 1\nepisode 1 1 0\n")
      #expect(mill.path(of: "../../../catalog.sqlite", in: ready) == nil)
      #expect(ready.manifest?.demonstrations == [TestMill.demonstration.id])
    }
  }

  @Test func redoesAnExportThatWasStopped() async throws {
    let scratch = try Scratch()
    try await {
      let test = try await TestMill(plan: "hang -1 -1 1", scratch: scratch)
      try await test.running { mill in
        let job = try await mill.submit(TestMill.spec(scenes: 1, motions: 2))
        _ = try await mill.finished(job.id)
        let request = DatasetRequest(name: "cubes", filter: DatasetFilter(jobs: [job.id]))
        _ = try await mill.createDataset(request)
        _ = try await mill.wait {
          try await mill.catalog.dataset("cubes", version: 1)?.state == .running ? true : nil
        }
      }
    }()
    let test = try await TestMill(scratch: scratch)
    let stopped = try #require(try await test.mill.catalog.dataset("cubes", version: 1))
    #expect(stopped.state == .queued)
    let dataset = try await test.running { mill in
      return try await mill.exported(stopped)
    }
    #expect(dataset.state == .ready)
  }

  @Test(.timeLimit(.minutes(1))) func readsUploadsWhileExportsTakeTheirTime() async throws {
    let test = try await TestMill(plan: "hang -1 -1 9") { $0.sideProcesses = 1 }
    try await test.running { mill in
      let job = try await mill.submit(TestMill.spec(scenes: 1, motions: 2))
      _ = try await mill.finished(job.id)
      let request = DatasetRequest(name: "cubes", filter: DatasetFilter(jobs: [job.id]))
      _ = try await mill.createDataset(request)
      // its worker is at it
      let mark = "\(test.scratch.folder)/fault-0-0"
      _ = try await mill.wait { FileManager.default.fileExists(atPath: mark) ? true : nil }
      // this worker's answer to an upload
      await #expect(throws: IngestError.failed("not in this worker")) {
        try await mill.ingest(file: Place.demo("stack_robosuite.hdf5"), task: "stack")
      }
    }
  }

  @Test func estimatesTheTimeLeft() async throws {
    let test = try await TestMill(plan: "slow * * 100000")
    try await test.running { mill in
      let job = try await mill.submit(TestMill.spec(scenes: 20, motions: 2))
      let running = try await mill.wait {
        try await mill.job(job.id).flatMap { $0.attempts >= 20 ? $0 : nil }
      }
      // two workers at 20 attempts a second each
      let eta = try #require(running.etaSeconds)
      #expect((0.05...5).contains(eta), "\(eta)")
      #expect(try await mill.finished(job.id).etaSeconds == nil)
      #expect(mill.status.workers == 2 && mill.status.alive == 2)
    }
  }
}

extension Mill {
  /// The dataset when its export is over.
  func exported(_ dataset: DatasetRecord) async throws -> DatasetRecord {
    try await wait {
      let now = try await self.catalog.dataset(dataset.name, version: dataset.version)
      return now?.state == .ready || now?.state == .failed ? now : nil
    }
  }
}
