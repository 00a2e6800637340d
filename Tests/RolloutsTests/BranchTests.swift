import Episodes
import Rollouts
import Testing

/// Motions that start again at a subtask boundary of another.
@Suite struct BranchTests {
  private typealias Result = (outcome: AttemptOutcome, episode: Episode?)

  /// Whole families of four, scene after scene.
  private static func families(_ runner: AttemptRunner, scenes: Range<Int>) -> [[Result]] {
    scenes.map { scene in
      var results: [Result] = []
      runner.run(scene: scene, motions: [0, 1, 2, 3]) { results.append(($0, $1)) }
      return results
    }
  }

  private static func runner(
    branches: Int?, change: (inout MotionOptions) -> Void = { _ in }
  ) throws -> AttemptRunner {
    try Bench().runner("stack", distribution: "D1", seed: 5) {
      $0.branches = branches
      change(&$0)
    }
  }

  @Test func `every kept episode verifies, and its lineage names an earlier motion`() throws {
    let runner = try Self.runner(branches: 4)
    var branched = 0
    for results in Self.families(runner, scenes: 0..<8) {
      #expect(results.map(\.outcome.motion) == [0, 1, 2, 3])
      #expect(results[0].episode?.recipe.branch == nil)
      for case (let outcome, let episode?) in results {
        let report = runner.verify(episode)
        #expect(report.matches && report.replayMatches, "\(report.detail ?? "")")
        #expect(episode.recipe.motion == outcome.motion)
        #expect(episode.recipe.sources.count == 2)
        guard let branch = episode.recipe.branch else { continue }
        branched += 1
        #expect(branch.motion >= 0 && branch.motion < outcome.motion)
        #expect(branch.subtask == 1)
      }
    }
    #expect(branched > 12)
  }

  @Test func `branches share their states up to the boundary, and no further`() throws {
    let runner = try Self.runner(branches: 4)
    var compared = 0
    for results in Self.families(runner, scenes: 0..<6) {
      for case let episode? in results.map(\.episode) {
        guard let branch = episode.recipe.branch, let parent = results[branch.motion].episode
        else { continue }
        compared += 1
        let steps = try #require(episode.subtasks.firstIndex(of: branch.subtask))
        #expect(parent.subtasks.firstIndex(of: branch.subtask) == steps)
        let shared = (steps + 1) * episode.stateRowWidth
        #expect(episode.states[..<shared] == parent.states[..<shared])
        #expect(episode.actions[..<(7 * steps)] == parent.actions[..<(7 * steps)])
        #expect(episode.recipe.sources[0] == parent.recipe.sources[0])
        // noise and source are its own from there on
        #expect(episode.states[shared...] != parent.states[shared...])
        #expect(episode.stateHash != parent.stateHash)
      }
    }
    #expect(compared > 8)
  }

  @Test func `one member alone comes out as in its family`() throws {
    let runner = try Self.runner(branches: 4)
    for (scene, results) in Self.families(runner, scenes: 0..<3).enumerated() {
      for motion in [3, 1, 0, 2] {
        var alone = runner.run(scene: scene, motion: motion)
        #expect(alone.episode == results[motion].episode)
        alone.outcome.cpuSeconds = results[motion].outcome.cpuSeconds
        #expect(alone.outcome == results[motion].outcome)
      }
    }
  }

  @Test func `keeping checkpoints changes nothing for the first of a family`() throws {
    let branching = try Self.runner(branches: 4)
    let plain = try Self.runner(branches: nil)
    for scene in 0..<6 {
      for motion in [0, 4] {
        let first = branching.run(scene: scene, motion: motion).episode
        let other = plain.run(scene: scene, motion: motion).episode
        #expect(first?.states == other?.states && first?.actions == other?.actions)
        #expect(first?.recipe.branch == nil)
      }
    }
  }

  @Test func `a family whose first member fails at once runs the others from reset`() throws {
    // so noisy that a grasp often fails
    func noisy(_ options: inout MotionOptions) {
      options.subtasks = ["grasp": .init()]
      options.subtasks?["grasp"]?.actionNoise = 0.8
    }
    let branching = try Self.runner(branches: 4, change: noisy)
    let plain = try Self.runner(branches: nil, change: noisy)
    var fromReset = 0
    var later = 0
    for (scene, results) in Self.families(branching, scenes: 0..<12).enumerated()
    where results[0].outcome.subtask == 0 {
      #expect(results.count == 4)
      // until one has come to the boundary, each is what it would be without branches
      for (motion, result) in results.enumerated() {
        let other = plain.run(scene: scene, motion: motion)
        #expect(result.episode?.states == other.episode?.states)
        #expect(result.outcome.failure == other.outcome.failure)
        #expect(result.outcome.steps == other.outcome.steps)
        #expect(result.episode?.recipe.branch == nil)
        if motion > 0 { fromReset += 1 }
        if result.outcome.subtask != 0 {
          later += 1
          break
        }
      }
    }
    #expect(fromReset > 3 && later > 0)
  }

  @Test func `families run in any order and in pieces give the same`() throws {
    let runner = try Self.runner(branches: 3)
    var whole: [Episode?] = []
    runner.run(scene: 2, motions: Array(0..<7)) { whole.append($1) }
    var pieces: [Episode?] = []
    for motions in [[0, 1], [2, 3, 4], [6, 5]] {
      runner.run(scene: 2, motions: motions) { pieces.append($1) }
    }
    #expect(whole == pieces)
    #expect(whole.contains { $0?.recipe.branch?.motion == 3 })
  }

  @Test func `of three subtasks, both boundaries are branched from`() throws {
    let bench = try Bench()
    let library = try Bench.threeSubtasks()
    let task = try #require(library.task(named: "stack"))
    let demonstrations = try bench.recorded(task, count: 3)
    let runner = try bench.runner("stack", demonstrations: demonstrations, from: library) {
      $0.branches = 4
    }
    var boundaries: [Int] = []
    for results in Self.families(runner, scenes: 0..<6) {
      for case let episode? in results.map(\.episode) {
        let report = runner.verify(episode)
        #expect(report.matches && report.replayMatches, "\(report.detail ?? "")")
        #expect(episode.recipe.sources.count == 3)
        guard let branch = episode.recipe.branch else { continue }
        boundaries.append(branch.subtask)
        #expect(branch.motion < episode.recipe.motion)

        // each goes on from the first that came to its boundary
        guard let parent = results[branch.motion].episode else { continue }
        let steps = try #require(episode.subtasks.firstIndex(of: branch.subtask))
        let shared = (steps + 1) * episode.stateRowWidth
        #expect(episode.states[..<shared] == parent.states[..<shared])
        #expect(episode.states[shared...] != parent.states[shared...])
      }
    }
    #expect(boundaries.count { $0 == 1 } >= 5 && boundaries.count { $0 == 2 } >= 3)
  }

  /// The shipped task of three cubes, once there is one with an operator.
  private static var longer: [String] {
    let tasks = (try? Bench())?.tasks.tasks ?? []
    let scripted = tasks.filter { $0.subtasks.allSatisfy { !$0.operatorSteps.isEmpty } }
    return scripted.map(\.name).filter { ["stack_three", "kitchen", "coffee"].contains($0) }
  }

  @Test(arguments: longer)
  func `families of longer tasks verify, articulated parts or not`(name: String) throws {
    let bench = try Bench()
    let task = try #require(bench.tasks.task(named: name))
    let demonstrations = try bench.recorded(task, count: 3)
    let runner = try bench.runner(name, demonstrations: demonstrations) { $0.branches = 4 }
    var branched = 0
    for case let episode? in Self.families(runner, scenes: 0..<4).flatMap({ $0.map(\.episode) }) {
      let report = runner.verify(episode)
      #expect(report.matches && report.replayMatches, "\(report.detail ?? "")")
      guard let branch = episode.recipe.branch else { continue }
      branched += 1
      #expect(branch.motion < episode.recipe.motion)
      #expect((1..<task.subtasks.count).contains(branch.subtask))
    }
    #expect(branched > 0)
  }
}
