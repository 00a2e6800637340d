import Episodes
import Foundation
import Geometry
import Rollouts
import TestSupport
import Testing

/// The same inputs give the same bits.
@Suite struct ReproductionTests {
  @Test(
    "every kept episode comes again from its recipe, and from its actions",
    arguments: ["stack", "lift"])
  func verifies(task: String) throws {
    let runner = try Bench().runner(task, distribution: "D1", seed: 3)
    var kept = 0
    for index in 0..<25 {
      guard let episode = runner.run(scene: index, motion: 0).episode else { continue }
      kept += 1
      let report = runner.verify(episode)
      #expect(report.matches && report.replayMatches, "scene \(index): \(report.detail ?? "")")
    }
    #expect(kept > 15)
  }

  @Test("neither order nor earlier attempts matter")
  func orderDoesNotMatter() throws {
    let bench = try Bench()
    let forward = try bench.runner("stack")
    let indices = (0..<6).map { ($0 / 2, $0 % 2) }
    let first = indices.map { forward.run(scene: $0.0, motion: $0.1).episode }
    let backward = try bench.runner("stack")
    let second = indices.reversed().map { backward.run(scene: $0.0, motion: $0.1).episode }
    #expect(first == second.reversed())
    #expect(first.contains { $0 != nil })
  }

  @Test("seed, scene and motion each change the episode")
  func inputsMatter() throws {
    let bench = try Bench()
    let runner = try bench.runner("stack")
    let base = try #require(runner.run(scene: 0, motion: 0).episode)
    let motion = try #require(runner.run(scene: 0, motion: 1).episode)
    let scene = try #require(runner.run(scene: 1, motion: 0).episode)
    let seed = try #require(try bench.runner("stack", seed: 2).run(scene: 0, motion: 0).episode)
    let hashes = Set([base, motion, scene, seed].map(\.stateHash))
    #expect(hashes.count == 4)
    // motions share their scene, scenes do not
    #expect(base.recipe.placements == motion.recipe.placements)
    #expect(base.recipe.placements != scene.recipe.placements)
    #expect(base.recipe.placements != seed.recipe.placements)
  }

  @Test("a changed action or state is noticed")
  func noticesChanges() throws {
    let runner = try Bench().runner("stack")
    let episode = try #require(runner.run(scene: 0, motion: 0).episode)
    var pushed = episode
    pushed.actions[7 * 20] = (pushed.actions[7 * 20] + 0.01).clamped
    let report = runner.verify(pushed)
    #expect(!report.matches && !report.replayMatches)
    var moved = episode
    moved.states[moved.states.count - 30] += 1e-15
    #expect(!runner.verify(moved).matches && !runner.verify(moved).replayMatches)
    var older = episode
    older.recipe.engineVersion = "0"
    #expect(runner.verify(older).detail?.contains("engine 0") == true)
  }

  /// Golden hashes of final states: raise `EngineVersion.current` when they have to change, and write
  /// them anew with DEMOMILL_WRITE_GOLDEN=1.
  @Test(
    "states have the golden hashes", arguments: [("stack", "D0"), ("stack", "D1"), ("lift", "D0")])
  func golden(task: String, distribution: String) throws {
    let runner = try Bench().runner(task, distribution: distribution)
    let lines = (0..<6).map { index in
      let (outcome, episode) = runner.run(scene: index / 2, motion: index % 2)
      let end = episode?.stateHash.description ?? outcome.failure?.rawValue ?? ""
      return "\(index / 2) \(index % 2) \(outcome.steps) \(end)"
    }
    let text = (["engine \(EngineVersion.current)"] + lines).joined(separator: "\n") + "\n"
    let file = Repository.root.appendingPathComponent("Tests/Golden/\(task)_\(distribution).txt")
    if ProcessInfo.processInfo.environment["DEMOMILL_WRITE_GOLDEN"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(text == golden, "a change of bits needs a new EngineVersion")
  }
}

extension Double {
  fileprivate var clamped: Double { self > 1 ? self - 0.02 : self }
}
