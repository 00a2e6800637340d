import Catalog
import Demonstrations
import Farm
import Foundation
import Testing

/// Whole runs with the real program: physics, untrusted files, kills.
@Suite(.serialized) struct RealWorkerTests {
  private func mill(_ configure: (inout MillConfiguration) -> Void = { _ in }) async throws
    -> TestMill
  {
    try await TestMill {
      $0.executable = Place.demomill
      configure(&$0)
    }
  }

  @Test func takesAFileOnce() async throws {
    let test = try await mill()
    let file = Place.demo("stack_robosuite.hdf5")
    let first = try await test.mill.ingest(file: file, task: "stack")
    #expect(first.records.count == 3 && !first.allKnown)
    let record = try #require(first.records.first)
    #expect(record.frames == record.subtasks.reduce(0, +) && record.robot == "panda")
    #expect(record.uploadSHA256 == (try BlobStore.sha256(fileAt: file).sha))

    // what is kept is the demonstration's own content
    let kept = try test.mill.blobs.read(record.sha256)
    let demonstration = try JSONDecoder().decode(Demonstration.self, from: kept)
    #expect(demonstration.frames == record.frames)
    #expect(try CanonicalJSON.encode(demonstration) == kept)

    let second = try await test.mill.ingest(file: file, task: "stack")
    #expect(second.allKnown && second.records == first.records)
  }

  @Test func refusesFilesAndSaysWhy() async throws {
    let test = try await mill()
    await #expect(throws: IngestError.unknownTask("juggle")) {
      try await test.mill.ingest(file: Place.demo("stack_robosuite.hdf5"), task: "juggle")
    }
    let garbage = "\(test.scratch.folder)/garbage"
    try Data(repeating: 1, count: 1000).write(to: URL(fileURLWithPath: garbage))
    try await expectFault(.unreadable, field: "", test, file: garbage, task: "stack")
    try await expectFault(
      .value, field: "object_poses", test, file: Place.demo("lift_human.hdf5"), task: "stack")
    let cut = "\(test.scratch.folder)/cut.hdf5"
    let whole = try Data(contentsOf: URL(fileURLWithPath: Place.demo("stack_robosuite.hdf5")))
    try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: cut))
    try await expectFault(.unreadable, field: "", test, file: cut, task: "stack")
    #expect(try await test.mill.catalog.demonstrations().records == [TestMill.demonstration])
  }

  private func expectFault(
    _ kind: DemonstrationError.Kind, field: String, _ test: TestMill, file: String, task: String
  ) async throws {
    do {
      _ = try await test.mill.ingest(file: file, task: task)
      Issue.record("\(file) was taken")
    } catch .demonstration(let error) {
      #expect(
        error.kind == kind && (field.isEmpty ? error.field.isEmpty : error.field.contains(field)),
        "\(error)")
    }
  }

  @Test func aReaderThatTakesTooLongIsKilled() async throws {
    let test = try await mill { $0.ingestDeadline = 1 }
    let pipe = "\(test.scratch.folder)/pipe"
    #expect(mkfifo(pipe, 0o644) == 0)
    let start = ContinuousClock.now
    do {
      // nobody ever writes into it
      _ = try await test.mill.ingest(file: pipe, task: "stack")
      Issue.record("it was taken")
    } catch .limits {}
    #expect(start.duration(to: .now) < .seconds(20))
    // the process that reads stays ready for a moment; what it forked for this file is gone with it
    for _ in 0..<100 where !Place.workers(of: test.mill.blobs.folder).isEmpty {
      try await Task.sleep(for: .milliseconds(100))
    }
    #expect(Place.workers(of: test.mill.blobs.folder).isEmpty)
  }

  @Test func aReaderStaysWhileFilesCome() async throws {
    let test = try await mill()
    func read() async throws -> [pid_t] {
      _ = try await test.mill.ingest(file: Place.demo("stack_robosuite.hdf5"), task: "stack")
      return Place.workers(of: test.mill.blobs.folder)
    }
    let first = try await read()
    #expect(first.count == 1)
    for _ in 0..<5 {
      try await Task.sleep(for: .milliseconds(800))
      #expect(try await read() == first)
    }
  }

  /// A fork of a process of several threads gets their memory within its own limit, and locks that no
  /// thread is left to open.
  @Test func `readers are forked from a process of one thread`() async throws {
    let test = try await mill()
    _ = try await test.mill.ingest(file: Place.demo("stack_robosuite.hdf5"), task: "stack")
    let pid = try #require(Place.workers(of: test.mill.blobs.folder).first)
    let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
    #expect(status.contains("\nThreads:\t1\n"))
  }

  @Test func `kitchens that cannot be read are told, and keep no job from tables`() async throws {
    let scratch = try Scratch()
    let scenes = "\(scratch.folder)/Scenes"
    try FileManager.default.copyItem(atPath: Place.scenes, toPath: scenes)
    let style = "\(scenes)/styles/nordic.yaml"
    let text = try String(contentsOfFile: style, encoding: .utf8)
    let test = try await mill { $0.scenesFolder = scenes }

    // no upload is to blame
    try "nome: nordic".write(toFile: style, atomically: true, encoding: .utf8)
    let error = await #expect(throws: IngestError.self) {
      try await test.mill.ingest(file: Place.demo("stack_robosuite.hdf5"), task: "stack")
    }
    guard case .failed(let reason) = error else { throw try #require(error) }
    #expect(reason.contains("styles/nordic.yaml"), "\(reason)")
    try text.write(toFile: style, atomically: true, encoding: .utf8)

    func spec(_ task: String, file: String) async throws -> JobSpec {
      let found = try await test.mill.ingest(file: Place.demo(file), task: task)
      return JobSpec(
        task: task, demonstrations: found.records.map(\.id), scenes: .init(count: 1),
        motions: .init(count: 2), seed: 5)
    }
    let onTable = try await spec("stack", file: "stack_robosuite.hdf5")
    let inKitchen = try await spec(
      "pnp_counter_to_sink", file: "pnp_counter_to_sink_scripted.hdf5")
    try "nome: nordic".write(toFile: style, atomically: true, encoding: .utf8)

    try await test.running { mill in
      let failed = try await mill.finished(try await mill.submit(inKitchen).id)
      #expect(failed.state == .failed && failed.attempts == 0)
      #expect(failed.error?.contains("styles/nordic.yaml") == true, "\(failed.error ?? "")")
      let other = try await mill.finished(try await mill.submit(onTable).id)
      #expect(other.state == .succeeded && other.attempts == 2)

      try text.write(toFile: style, atomically: true, encoding: .utf8)
      let mended = try await mill.finished(try await mill.retry(failed.id).id)
      #expect(mended.state == .succeeded && mended.attempts == 2)
    }
  }

  /// One run with a worker killed every little while, against one that is left alone.
  @Test func workersThatAreKilledChangeNothing() async throws {
    func run(killing: Bool) async throws -> (job: JobRecord, kept: [String]) {
      let test = try await mill()
      return try await test.running { mill in
        let ids = try await mill.ingest(
          file: Place.demo("stack_robosuite.hdf5"), task: "stack"
        ).records.map(\.id)
        let job = try await mill.submit(
          JobSpec(
            task: "stack", demonstrations: ids, scenes: .init(count: 30),
            motions: .init(count: 8), seed: 5))
        let killer = Task {
          var kills = 0
          while killing, kills < 4, try await mill.job(job.id)?.done == false {
            try await Task.sleep(for: .milliseconds(150))
            guard mill.status.busy > 0, let pid = Place.workers(of: mill.blobs.folder).first else {
              continue
            }
            kill(pid, SIGKILL)
            kills += 1
          }
          return kills
        }
        let done = try await mill.finished(job.id)
        if killing { #expect(try await killer.value > 0) }
        return (done, try await mill.kept(job.id))
      }
    }
    let calm = try await run(killing: false)
    let wild = try await run(killing: true)
    #expect(calm.job.state == .succeeded && calm.job.attempts == 240 && calm.job.retries == 0)
    #expect(calm.kept.count > 200)
    #expect(wild.job.state == .succeeded && wild.job.attempts == 240)
    #expect(wild.job.retries > 0)
    #expect(wild.kept == calm.kept)
    #expect(wild.job.failures == calm.job.failures)
  }

  @Test func verifiesEpisodes() async throws {
    let test = try await mill()
    try await test.running { mill in
      let ids = try await mill.ingest(
        file: Place.demo("stack_robosuite.hdf5"), task: "stack"
      ).records.map(\.id)
      let job = try await mill.submit(
        JobSpec(
          task: "stack", demonstrations: ids, scenes: .init(count: 1), motions: .init(count: 2),
          seed: 3))
      _ = try await mill.finished(job.id)
      let episode = try #require(try await mill.catalog.episodes(job: job.id).records.first)
      let report = try await mill.verify(episode.id)
      #expect(report.matches && report.replayMatches, "\(report.detail ?? "")")
      let content = try #require(try await mill.episodeContent(episode.id))
      #expect(content.steps == episode.steps)
      #expect(content.stateHash.description == episode.stateHash)

      // deleting the demonstrations does not take that away
      for id in ids { try await mill.deleteDemonstration(id) }
      #expect(try await mill.verify(episode.id).matches)
      await #expect(throws: VerifyError.unknownEpisode("ep_x")) { try await mill.verify("ep_x") }

      // a damaged episode is no episode
      let path = try mill.blobs.path(of: episode.blob)
      try Data("x".utf8).write(to: URL(fileURLWithPath: path))
      await #expect(throws: VerifyError.self) { try await mill.verify(episode.id) }
    }
  }

  @Test func whatIsNotedOfEpisodesIsInTheCatalog() async throws {
    let test = try await mill()
    try await test.running { mill in
      let ids = try await mill.ingest(
        file: Place.demo("stack_robosuite.hdf5"), task: "stack"
      ).records.map(\.id)
      let job = try await mill.submit(
        JobSpec(
          task: "stack", demonstrations: ids,
          scenes: .init(count: 12, distribution: "D1", stratify: true),
          motions: .init(count: 1), seed: 3))
      _ = try await mill.finished(job.id)
      let episodes = try await mill.catalog.episodes(job: job.id).records
      try #require(episodes.count > 5)
      var cells: [String: Set<String>] = [:]
      for episode in episodes {
        for name in [
          "mean_jerk_m_s3", "min_clearance_m", "grasp_slip_m", "peak_contact_force_n",
          "physics_steps",
        ] { #expect(episode.metrics[name] != nil, "\(name)") }
        let traits = try #require(episode.traits)
        #expect(traits.language == "stack the red cube on the green cube")
        #expect(traits.identities["scene"] == "scene/stack/D1/3/\(episode.scene)")
        for part in try #require(traits.cell).split(separator: "+") {
          cells[String(part.prefix { $0 != ":" }), default: []].insert(String(part))
        }
      }
      let coverage = try #require(try await mill.coverage(job: job.id))
      for object in coverage.cells.objects {
        #expect(cells[object.name]?.count == object.counts.succeeded)
      }
    }
  }
}
