import Catalog
import Episodes
import Farm
import Foundation
import Testing

/// Rendering workers that go wrong, and files that change under a render.
@Suite(.serialized) struct RenderFaultTests {
  private static let cameras = CameraOptions(names: ["agentview"])

  /// The render when it has ended.
  private func ended(_ id: String, _ mill: Mill) async throws -> RenderRecord {
    try await mill.wait {
      guard let render = try await mill.catalog.render(id),
        render.state != .queued, render.state != .running
      else { return nil }
      return render
    }
  }

  /// A render of the fake episodes of a job: 4 of them, each in 3 looks, seeds 0 to 11.
  private func render(
    plan: String, configure: (inout MillConfiguration) -> Void = { _ in }
  ) async throws -> (render: RenderRecord, blobs: [String?], tries: Int) {
    let test = try await TestMill(plan: plan, configure: configure)
    let (render, blobs) = try await test.running { mill in
      let job = try await mill.submit(TestMill.spec(scenes: 2, motions: 3))
      let kept = try await mill.finished(job.id).successes
      #expect(kept == 4)
      let asked = try await mill.createRender(
        RenderRequest(jobs: [job.id], cameras: Self.cameras, variants: 3))
      #expect(asked.total == 3 * kept && asked.state == .queued)
      let render = try await ended(asked.id, mill)
      return (render, try await mill.catalog.allPictureSets(ofRender: asked.id).map(\.blob))
    }
    return (render, blobs, test.log("pictures ").count)
  }

  // MARK: Workers

  @Test(arguments: ["kill -2 4 2", "abort -2 * 2", "exit -2 7 1", "nonsense -2 5 1"])
  func workersThatDieOnlyDelay(plan: String) async throws {
    let calm = try await render(plan: "")
    #expect(calm.render.state == .ready && calm.render.done == 12 && calm.tries == 12)
    #expect(calm.render.thumbnails != nil && !calm.blobs.contains(nil))
    let wild = try await render(plan: plan)
    #expect(wild.render.state == .ready && wild.render.done == 12, "\(wild.render)")
    #expect(wild.tries > 12)
    #expect(wild.render.thumbnails == calm.render.thumbnails)
    #expect(Set(wild.blobs).count == 12 && !wild.blobs.contains(nil))
  }

  @Test func aWorkerThatHangsIsKilled() async throws {
    let found = try await render(plan: "hang -2 4 1") { $0.renderDeadline = 0.5 }
    #expect(found.render.state == .ready && found.render.done == 12)
    #expect(found.tries == 13)
  }

  @Test func picturesThatEndEveryWorkerFailTheRender() async throws {
    let found = try await render(plan: "kill -2 4 99")
    #expect(found.render.state == .failed && found.render.thumbnails == nil)
    let reason = found.render.error ?? ""
    #expect(reason.contains("pictures could not be taken"), "\(reason)")

    // what was taken stays, and only that picture was tried again
    #expect(found.blobs[4] == nil && found.blobs[3] != nil)
    #expect(found.render.finishedAt != nil)
  }

  @Test func aFullDiskIsToldAndWaitedFor() async throws {
    let test = try await TestMill(plan: "trouble -2 4 1")
    try await test.running { mill in
      let job = try await mill.submit(TestMill.spec(scenes: 2, motions: 3))
      _ = try await mill.finished(job.id)
      let render = try await mill.createRender(
        RenderRequest(jobs: [job.id], cameras: Self.cameras, variants: 3))
      let waiting = try await mill.wait {
        try await mill.catalog.render(render.id).flatMap { $0.error == nil ? nil : $0 }
      }
      #expect(waiting.state == .queued)
      #expect(waiting.error?.contains("the disk is full") == true, "\(waiting)")
      let done = try await mill.wait {
        try await mill.catalog.render(render.id).flatMap { $0.state == .ready ? $0 : nil }
      }
      #expect(done.error == nil && done.done == done.total)
    }
  }

  @Test func cancellingEndsItAndTheNextOneGoesOn() async throws {
    let test = try await TestMill(plan: "slow -2 * 1000")
    try await test.running { mill in
      let job = try await mill.submit(TestMill.spec(scenes: 2, motions: 3))
      _ = try await mill.finished(job.id)
      func ask(_ variants: Int) async throws -> RenderRecord {
        try await mill.createRender(
          RenderRequest(jobs: [job.id], cameras: Self.cameras, variants: variants))
      }
      let long = try await ask(250)
      let next = try await ask(2)
      _ = try await mill.wait {
        try await mill.catalog.render(long.id)?.done ?? 0 > 3 ? true : nil
      }
      let cancelled = try await mill.cancelRender(long.id)
      #expect(cancelled.state == .cancelled && cancelled.finishedAt != nil)
      #expect(try await ended(next.id, mill).state == .ready)
      let after = try #require(try await mill.catalog.render(long.id))
      #expect(after.state == .cancelled && after.done < 20 && after.thumbnails == nil)
      #expect(after.done >= cancelled.done)

      // the ready one cannot be ended any more, the cancelled one stays so
      await #expect(throws: CatalogError.self) { try await mill.cancelRender(next.id) }
      #expect(try await mill.cancelRender(long.id) == after)
      await #expect(throws: CatalogError.self) { try await mill.cancelRender("rnd_x") }
    }
  }

  // MARK: Real pictures

  /// A mill with real workers on a folder of its own, and a job of lifting that is done.
  private func lifted(
    scratch: Scratch, scenes: String = Place.scenes, workers: Int = 2,
    _ body: @escaping @Sendable (Mill, String) async throws -> Void
  ) async throws {
    let test = try await TestMill(workers: workers, scratch: scratch) {
      $0.executable = Place.demomill
      $0.scenesFolder = scenes
    }
    try await test.running { mill in
      if let known = try await mill.jobs().records.first { return try await body(mill, known.id) }
      let ids = try await mill.ingest(
        file: Place.demo("lift_scripted.hdf5"), task: "lift"
      ).records.map(\.id)
      let job = try await mill.submit(
        JobSpec(
          task: "lift", demonstrations: ids, scenes: .init(count: 2), motions: .init(count: 2),
          seed: 3))
      #expect(try await mill.finished(job.id).successes > 1)
      try await body(mill, job.id)
    }
  }

  private static func small(_ names: [String] = ["agentview"], visuals: String) -> CameraOptions {
    var cameras = CameraOptions(names: names)
    (cameras.width, cameras.height, cameras.visuals) = (32, 32, visuals)
    return cameras
  }

  /// Processes that take pictures are killed in the middle, against a render that is left alone.
  @Test func renderingWorkersThatAreKilledChangeNothing() async throws {
    func run(killing: Bool) async throws -> [String?] {
      let results = Results()
      try await lifted(scratch: try Scratch()) { mill, job in
        let pool = Set(Place.workers(of: mill.blobs.folder))
        let asked = try await mill.createRender(
          RenderRequest(
            jobs: [job], cameras: Self.small(visuals: "robosuite"), variants: 8,
            styleSeeds: [5, 9]))
        var kills = 0
        while killing, kills < 3 {
          let now = try #require(try await mill.catalog.render(asked.id))
          if now.state == .ready { break }
          if now.done > 4 * kills,
            let pid = Place.workers(of: mill.blobs.folder).first(where: { !pool.contains($0) })
          {
            kill(pid, SIGKILL)
            kills += 1
          }
          try await Task.sleep(for: .milliseconds(5))
        }
        if killing { #expect(kills > 0) }
        let render = try await ended(asked.id, mill)
        #expect(render.state == .ready && render.done == render.total, "\(render)")
        await results.set(try await mill.catalog.allPictureSets(ofRender: asked.id).map(\.blob))
      }
      return await results.blobs
    }
    let calm = try await run(killing: false)
    #expect(!calm.contains(nil) && Set(calm.prefix(5)).count == 5)
    #expect(try await run(killing: true) == calm)
  }

  /// Never are there pictures of two kinds in one render: files that changed are a reason to fail.
  @Test func filesThatChangedAreTold() async throws {
    let scratch = try Scratch()
    let scenes = "\(scratch.folder)/Scenes"
    try FileManager.default.copyItem(atPath: Place.scenes, toPath: scenes)
    let file = "\(scenes)/cameras/standard.yaml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let moved = text.replacingOccurrences(
      of: "position: [0.5, 0, 0.55]", with: "position: [0.5, 0.1, 0.55]")
    try #require(moved != text)

    // under a running server: its next workers read other files than it did
    let first = Results()
    try await lifted(scratch: scratch, scenes: scenes) { mill, job in
      let cameras = Self.small(visuals: "off")
      let good = try await mill.createRender(RenderRequest(jobs: [job], cameras: cameras))
      #expect(try await ended(good.id, mill).state == .ready)
      await first.set(try await mill.catalog.allPictureSets(ofRender: good.id).map(\.blob))
      try moved.write(toFile: file, atomically: true, encoding: .utf8)
      let other = Self.small(["agentview", "sideview"], visuals: "off")
      let asked = try await mill.createRender(RenderRequest(jobs: [job], cameras: other))
      let render = try await ended(asked.id, mill)
      #expect(render.state == .failed && render.done == 0)
      #expect(render.error?.contains("visuals or styles have changed") == true, "\(render)")

      let dataset = try await mill.createDataset(
        DatasetRequest(name: "a", filter: DatasetFilter(jobs: [job]), cameras: other))
      let end = try await mill.wait {
        let found = try await mill.catalog.dataset(dataset.name, version: dataset.version)
        return found?.state == .ready || found?.state == .failed ? found : nil
      }
      #expect(end.state == .failed && end.manifest == nil)
      #expect(end.error?.contains("visuals or styles have changed") == true, "\(end)")
    }

    // between two lives of a server: what was asked of the first one
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    var waiting = ""
    do {
      let mill = try await TestMill(scratch: scratch) { $0.scenesFolder = scenes }.mill
      let job = try #require(try await mill.jobs().records.first)
      waiting = try await mill.createRender(
        RenderRequest(jobs: [job.id], cameras: Self.small(visuals: "tobin"))
      ).id
    }
    try moved.write(toFile: file, atomically: true, encoding: .utf8)
    let old = waiting
    let before = await first.blobs
    try await lifted(scratch: scratch, scenes: scenes) { mill, job in
      let render = try await ended(old, mill)
      #expect(render.state == .failed && render.done == 0)
      #expect(render.error?.contains("have changed since it was asked for") == true, "\(render)")

      // asked again, the camera's new place is seen in every picture
      let again = try await mill.createRender(
        RenderRequest(jobs: [job], cameras: Self.small(visuals: "off")))
      #expect(try await ended(again.id, mill).state == .ready)
      let after = try await mill.catalog.allPictureSets(ofRender: again.id).map(\.blob)
      #expect(after.count == before.count && Set(after).isDisjoint(with: Set(before)))
    }
  }
}

/// What a run hands out of its closure.
private actor Results {
  private(set) var blobs: [String?] = []

  func set(_ blobs: [String?]) { self.blobs = blobs }
}
