import Demonstrations
import Episodes
import Rollouts
import Tasks
import TestSupport
import Testing

/// Every shipped task that an operator can do, from its own recordings.
@Suite struct OperatorYieldTests {
  /// Names of the tasks whose every subtask says what an operator does.
  private static var names: [String] {
    let folder = Repository.root.appendingPathComponent("Scenes/tasks").path
    let tasks = (try? TaskLibrary(folder: folder))?.tasks ?? []
    // composite tasks have their skills' recordings
    return tasks.filter { task in
      task.skills.isEmpty && task.subtasks.allSatisfy { !$0.operatorSteps.isEmpty }
    }.map(\.name)
  }

  @Test func `there is a task to try`() { #expect(Self.names.contains("stack")) }

  @Test(arguments: names)
  func `three recordings make a yield that can be trusted`(name: String) throws {
    let bench = try Bench()
    let task = try #require(bench.tasks.task(named: name))
    let distribution = try #require(task.distributions.first).name
    let demonstrations = try bench.recorded(task, count: 3, distribution: distribution)
    let runner = try bench.runner(
      name, distribution: distribution, seed: 21, demonstrations: demonstrations)

    // longer and fuller tasks are tried less often
    let frames = try #require(demonstrations.map(\.frames).max())
    let isInKitchen = task.kitchen != nil
    let attempts =
      isInKitchen ? 8 : max(10, min(20, 10_000 / (frames * (2 + task.objects.count))))
    var kept: [Episode] = []
    var failures: [String] = []
    for scene in 0..<attempts {
      let (outcome, episode) = runner.run(scene: scene, motion: 0)
      #expect((outcome.failure == nil) == (outcome.subtask == nil))
      if let episode { kept.append(episode) }
      if let failure = outcome.failure { failures.append("\(scene) \(failure.rawValue)") }
    }
    // a strike cannot be scaled to the distance by moving it, so that few puck slides end at the goal
    // three recordings are few for kitchens that all differ
    let fairShare = name == "slide" ? 12 : isInKitchen ? 8 : 3
    #expect(fairShare * kept.count >= attempts, "\(kept.count) of \(attempts): \(failures)")
    for episode in kept {
      let scene = episode.recipe.scene
      #expect(runner.staysSuccessful(episode, for: 2), "scene \(scene)")
      let report = runner.verify(episode)
      #expect(
        report.matches && report.replayMatches, "scene \(scene): \(report.detail ?? "")")
    }
  }
}
