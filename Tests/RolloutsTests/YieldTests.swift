import Episodes
import Rollouts
import Testing

/// What the shipped tasks yield, and that what is kept deserves it.
@Suite struct YieldTests {
  @Test(
    "attempts succeed as often as promised, and kept ones hold for two more seconds",
    arguments: [("stack", "D0", 0.85), ("stack", "D1", 0.80), ("lift", "D0", 0.85)])
  func yields(task: String, distribution: String, least: Double) throws {
    let runner = try Bench().runner(task, distribution: distribution, seed: 11)
    var kept: [Episode] = []
    let attempts = 150
    for index in 0..<attempts {
      let (outcome, episode) = runner.run(scene: index, motion: 0)
      #expect(outcome.succeeded == (episode != nil))
      // every failure is explained
      #expect((outcome.failure == nil) == (outcome.subtask == nil))
      if let episode { kept.append(episode) }
    }
    #expect(Double(kept.count) >= least * Double(attempts), "\(kept.count) of \(attempts)")
    for episode in kept {
      #expect(runner.staysSuccessful(episode, for: 2), "scene \(episode.recipe.scene)")
    }
  }

  @Test("noise far beyond what the motion bears makes attempts fail, each with a reason")
  func noiseHurts() throws {
    let runner = try Bench().runner("stack") { $0.actionNoise = 1 }
    let outcomes = (0..<20).map { runner.run(scene: $0, motion: 0).outcome }
    #expect(outcomes.count { $0.succeeded } < 10)
    #expect(outcomes.allSatisfy { $0.succeeded || $0.subtask != nil })
  }

  @Test("an episode's parts fit together")
  func episodeIsWhole() throws {
    let runner = try Bench().runner("stack")
    let episode = try #require(runner.run(scene: 0, motion: 0).episode)
    let steps = episode.steps
    #expect(steps > 60)
    #expect(episode.bodies == ["hand", "finger_left", "finger_right", "cubeA", "cubeB"])
    #expect(episode.states.count == (steps + 1) * 5 * 13)
    #expect(episode.targetPoses.count == steps * 7)
    #expect(episode.jointPositions.count == (steps + 1) * 7)
    #expect(episode.gripperPositions.count == (steps + 1) * 2)
    #expect(episode.subtasks.count == steps && episode.goalReached.count == steps)
    #expect(episode.signals.map(\.count) == [steps])
    #expect(episode.actions.allSatisfy { $0.magnitude <= 1 })
    // the cube is not held at the start, is held later, and the goal holds at the end
    #expect(episode.signals[0].first == false)
    #expect(episode.signals[0].contains(true))
    #expect(episode.goalReached.suffix(10).allSatisfy { $0 })
    // joints follow the hand: fingers on the two sides, opened by as much
    let right = episode.gripperPositions[1]
    #expect(episode.gripperPositions[0] > 0 && right < 0)
    #expect(episode.recipe.sources.count == 2 && episode.recipe.placements.count == 2)
  }
}
