import Episodes
import Geometry
import Physics
import Scenes
import Tasks

extension AttemptRunner {
  /// Runs an episode's recipe again, and its actions from its first state, and compares every bit.
  public func verify(_ episode: Episode) -> VerificationReport {
    let recipe = episode.recipe
    guard recipe.engineVersion == EngineVersion.current else {
      return VerificationReport(
        matches: false, replayMatches: false,
        detail: "made by engine \(recipe.engineVersion), this is \(EngineVersion.current)")
    }
    let again = run(scene: recipe.scene, motion: recipe.motion)
    var details: [String] = []
    let matches = again.episode == episode
    if !matches {
      if let other = again.episode {
        details.append("run again: " + Self.difference(episode, other))
      } else {
        details.append("run again: failed, \(again.outcome.failure?.rawValue ?? "unknown")")
      }
    }
    let states = replay(episode)
    let replayMatches = states == episode.states
    if !replayMatches {
      let row = Self.firstDifference(states, episode.states) / max(1, episode.stateRowWidth)
      details.append("replay: states differ from step \(row) on")
    }
    return VerificationReport(
      matches: matches, replayMatches: replayMatches,
      detail: details.isEmpty ? nil : details.joined(separator: "; "))
  }

  /// Plays an episode's actions through the controller from its first state.
  ///
  /// - Returns: the states, (T + 1, 13 x bodies), row-major.
  public func replay(_ episode: Episode) -> [Double] {
    PhysicsLock.shared.withLock { _ in
      guard let (world, _) = world(of: episode) else { return [] }
      var states: [Double] = []
      world.world.appendState(to: &states)
      for step in 0..<episode.steps {
        world.perform(RobotAction(episode.action(atStep: step)))
        world.world.appendState(to: &states)
        guard world.isSane else { break }
      }
      return states
    }
  }

  /// Plays an episode, holds the hand still for some seconds, and says whether the goal still holds.
  public func staysSuccessful(_ episode: Episode, for seconds: Double) -> Bool {
    PhysicsLock.shared.withLock { _ in
      guard let (world, task) = world(of: episode), episode.steps > 0 else { return false }
      var action: [Double] = []
      for step in 0..<episode.steps {
        action = episode.action(atStep: step)
        world.perform(RobotAction(action))
      }
      return world.keepsStill(
        for: seconds, controlFrequency: task.controlFrequency, gripper: action[6]
      ) { task.success.goal.holds($0, bodies: world.objectModels) }
    }
  }

  /// The world of an episode at its first state, or nil when the episode is none of this job's.
  private func world(of episode: Episode) -> (RolloutWorld, TaskDescription)? {
    guard let (task, scene) = (try? draw(episode.recipe.scene)).map({ ($0.task, $0.scene) }),
      episode.bodies == ["hand", "finger_left", "finger_right"] + task.objects.map(\.name),
      episode.states.count >= episode.stateRowWidth, episode.jointCount == robot.joints.count
    else { return nil }
    let drawn = RandomizedScene(
      scene: scene, robot: robot, draw: episode.recipe.drawnPhysics)
    let world = RolloutWorld(
      scene: drawn.scene, robot: drawn.robot, controlFrequency: task.controlFrequency,
      start: .init(
        states: Array(episode.states[0..<episode.stateRowWidth]),
        jointPositions: Array(episode.jointPositions[0..<episode.jointCount]),
        openings: (episode.gripperPositions[0], -episode.gripperPositions[1])),
      states: StateMachines(task.objects), parameters: drawn.parameters)
    return (world, task)
  }

  private static func difference(_ a: Episode, _ b: Episode) -> String {
    if a.steps != b.steps { return "\(b.steps) steps instead of \(a.steps)" }
    if a.states != b.states {
      let row = firstDifference(a.states, b.states) / max(1, a.stateRowWidth)
      return "states differ from step \(row) on"
    }
    if a.actions != b.actions { return "actions differ" }
    if a.recipe != b.recipe { return "the recipe differs" }
    return "recordings differ"
  }

  private static func firstDifference(_ a: [Double], _ b: [Double]) -> Int {
    let count = min(a.count, b.count)
    return (0..<count).first { a[$0] != b[$0] } ?? count
  }
}
