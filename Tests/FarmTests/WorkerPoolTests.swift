import Catalog
import Farm
import Foundation
import Testing

/// The pool's policy, with workers that go wrong on purpose.
@Suite(.serialized) struct WorkerPoolTests {
  /// What an undisturbed run keeps of a job of 4 scenes and 6 motions.
  private static let expected = (0..<4).flatMap { scene in
    (0..<6).compactMap { motion -> String? in
      guard (scene + motion) % 3 != 2 else { return nil }
      return "\(scene)/\(motion) " + BlobStore.sha256(Data("episode 1 \(scene) \(motion)".utf8))
    }
  }.sorted()

  private func check(_ job: JobRecord, _ test: TestMill) async throws {
    #expect(job.state == .succeeded)
    #expect(job.attempts == 24 && job.successes == Self.expected.count)
    #expect(try await test.mill.kept(job.id) == Self.expected)
    #expect(try await test.mill.catalog.check() == "ok")
  }

  @Test func doesAJob() async throws {
    // slow enough that the second worker is up before the first has done it all
    let test = try await TestMill(plan: "slow * * 99")
    let job = try await test.job(scenes: 4, motions: 6)
    try await check(job, test)
    #expect(job.retries == 0)
    // both workers had a part, and no attempt was made twice
    #expect(Set(test.log("attempt").compactMap { $0.split(separator: " ").last }).count == 2)
    #expect(test.log("attempt").count == 24)
    #expect(job.cpuSeconds == 24 * 0.125)
  }

  @Test(arguments: ["kill", "exit", "abort", "segv", "nonsense"])
  func doesABatchAgainWhenItsWorkerDies(fault: String) async throws {
    let test = try await TestMill(plan: "\(fault) 2 1 1")
    let job = try await test.job(scenes: 4, motions: 6)
    try await check(job, test)
    #expect(job.retries == 1)
    #expect(test.tries(2, 1) == 2)
  }

  @Test func killsAWorkerThatHangs() async throws {
    let test = try await TestMill(plan: "hang 1 2 1") { $0.attemptDeadline = 1 }
    let job = try await test.job(scenes: 4, motions: 6)
    try await check(job, test)
    #expect(job.retries == 1)
    #expect(test.tries(1, 2) == 2)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/schedstat")))
  func blamesNobodyWhoWaitsForACore() async throws {
    let test = try await TestMill(plan: "starve 1 2 9") { $0.attemptDeadline = 2 }
    let began = ContinuousClock.now
    let job = try await test.job(scenes: 4, motions: 6)
    // longer than the deadline, or there was no want
    #expect(ContinuousClock.now - began > .seconds(3))
    try await check(job, test)
    #expect(job.retries == 0)
    #expect(test.tries(1, 2) == 1)
  }

  @Test(arguments: ["abort", "segv", "hang"])
  func countsAnAttemptThatKillsThriceAsCrashed(fault: String) async throws {
    let test = try await TestMill(plan: "\(fault) 3 1 9") { $0.attemptDeadline = 1 }
    let job = try await test.job(scenes: 4, motions: 6)
    #expect(job.state == .succeeded && job.attempts == 24)
    #expect(job.failures["crashed"] == 1)
    #expect(test.tries(3, 1) == SQLiteTaskQueue.mostCrashes)

    // what the worker last said is kept with the attempt
    let attempts = try await test.mill.catalog.attempts(job: job.id).records
    let crashed = try #require(attempts.first { $0.failure == .crashed })
    #expect(crashed.scene == 3 && crashed.motion == 1)
    #expect(crashed.detail?.contains("died 3 times") == true, "\(crashed.detail ?? "")")
    #expect(crashed.detail?.contains("at scene 3 motion 1") == true, "\(crashed.detail ?? "")")
    let kept = try await test.mill.kept(job.id)
    #expect(kept == Self.expected.filter { !$0.hasPrefix("3/1 ") })
    #expect(kept.count == Self.expected.count - 1)
  }

  @Test func failsAJobThatNeverComesForward() async throws {
    let test = try await TestMill(plan: "exit 1 * 99")
    let job = try await test.job(scenes: 2, motions: 2)
    #expect(job.state == .failed)
    #expect(job.error?.contains("scene 1") == true)
    #expect(job.error?.contains("leaving early") == true, "\(job.error ?? "")")
    #expect(test.tries(1, 0) == SQLiteTaskQueue.mostTries)
  }

  @Test func doesNotSpinWhenWorkersCannotStart() async throws {
    let test = try await TestMill()
    let broken = "\(test.scratch.folder)/broken"
    try Data().write(to: URL(fileURLWithPath: broken))
    let job = try await test.running { mill in
      let job = try await mill.submit(TestMill.spec(scenes: 1, motions: 2))
      try await Task.sleep(for: .seconds(3))
      let starts = test.log("start").count
      #expect((2...10).contains(starts), "\(starts) starts in three seconds")
      let waiting = try await mill.job(job.id)
      #expect(waiting?.state == .queued && waiting?.retries == 0)

      // and goes on when they can
      try FileManager.default.removeItem(atPath: broken)
      return try await mill.finished(job.id)
    }
    #expect(job.state == .succeeded && job.attempts == 2)
  }

  @Test func waitsWhileTheDiskIsFull() async throws {
    let test = try await TestMill(plan: "trouble 0 0 1", workers: 1)
    let job = try await test.job(scenes: 1, motions: 1)
    #expect(job.state == .succeeded && job.attempts == 1)
    #expect(test.tries(0, 0) == 2)
  }

  @Test func saysWhatAJobWaitsForAndForgetsIt() async throws {
    let test = try await TestMill(plan: "trouble 0 0 1", workers: 1)
    try await test.running { mill in
      let job = try await mill.submit(TestMill.spec(scenes: 1, motions: 1))
      let waiting = try await mill.wait {
        try await mill.job(job.id).flatMap { $0.waitsFor == nil ? nil : $0 }
      }
      #expect(waiting.waitsFor?.contains("disk is full") == true && !waiting.done)
      let done = try await mill.finished(job.id)
      #expect(done.state == .succeeded && done.waitsFor == nil)
    }
  }

  @Test func stopsWhatIsCancelled() async throws {
    let test = try await TestMill(plan: "slow * * 100000")
    try await test.running { mill in
      let job = try await mill.submit(TestMill.spec(scenes: 100, motions: 8))
      _ = try await mill.wait { try await mill.job(job.id).flatMap { $0.attempts > 0 ? $0 : nil } }
      let end = try await mill.cancel(job.id)
      #expect(end.state == .cancelled)
      try await Task.sleep(for: .milliseconds(400))
      let begun = test.log("attempt").count
      try await Task.sleep(for: .milliseconds(600))
      #expect(test.log("attempt").count == begun)
      #expect(try await mill.job(job.id)?.attempts == end.attempts)

      // the workers are free for the next
      let next = try await mill.submit(TestMill.spec(scenes: 1, motions: 2))
      #expect(try await mill.finished(next.id).state == .succeeded)
    }
  }

  @Test func pausesAndResumes() async throws {
    let test = try await TestMill(plan: "slow * * 100000")
    let job = try await test.running { mill in
      let job = try await mill.submit(TestMill.spec(scenes: 12, motions: 2))
      _ = try await mill.wait { try await mill.job(job.id).flatMap { $0.attempts > 0 ? $0 : nil } }
      _ = try await mill.pause(job.id)
      try await Task.sleep(for: .seconds(1))
      let rest = try await mill.job(job.id)?.attempts
      try await Task.sleep(for: .milliseconds(500))
      #expect(try await mill.job(job.id)?.attempts == rest)
      #expect(rest.map { $0 < 24 } == true)
      _ = try await mill.resume(job.id)
      return try await mill.finished(job.id)
    }
    #expect(job.state == .succeeded && job.attempts == 24 && job.retries == 0)
  }

  @Test func givesBackWhatItHasWhenStopped() async throws {
    let scratch = try Scratch()
    let id = try await {
      let test = try await TestMill(plan: "slow * * 100000", scratch: scratch)
      return try await test.running { mill in
        let job = try await mill.submit(TestMill.spec(scenes: 4, motions: 6))
        _ = try await mill.wait {
          try await mill.job(job.id).flatMap { $0.attempts > 0 ? $0 : nil }
        }
        return job.id
      }
    }()
    let test = try await TestMill(scratch: scratch)
    #expect(try await test.mill.catalog.statistics().leased == 0)
    let job = try await test.running { try await $0.finished(id) }
    try await check(job, test)
    #expect(job.retries == 0)
  }

  @Test func endsItsWorkersWithItself() async throws {
    let test = try await TestMill(plan: "hang 0 0 1")
    try await test.running { mill in
      _ = try await mill.submit(TestMill.spec(scenes: 1, motions: 2))
      _ = try await mill.wait { test.tries(0, 0) > 0 ? true : nil }
    }
    for line in test.log("start") {
      let pid = try #require(line.split(separator: " ").last.flatMap { pid_t($0) })
      #expect(kill(pid, 0) != 0, "worker \(pid) is still there")
    }
  }
}
