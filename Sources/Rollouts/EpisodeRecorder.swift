import Episodes
import Geometry

/// Collects an episode while it happens.
struct EpisodeRecorder {
  private(set) var episode: Episode

  init(recipe: EpisodeRecipe, world: RolloutWorld, signalNames: [String]) {
    episode = Episode(
      recipe: recipe, bodies: world.bodyNames, massCenters: world.world.massCenters,
      jointCount: world.jointPositions.count, signalNames: signalNames,
      actionWidth: world.actionWidth)
  }

  /// The state before a step, or after the last.
  mutating func recordState(_ world: RolloutWorld) {
    world.world.appendState(to: &episode.states)
    episode.jointPositions += world.jointPositions
    let openings = world.openings
    episode.gripperPositions += [openings.left, -openings.right]
  }

  /// What was done in a step.
  mutating func recordStep(
    _ action: RobotAction, target: Pose, signals: [Bool], subtask: Int
  ) {
    episode.actions += action.numbers
    let p = target.position
    let q = target.orientation
    episode.targetPoses += [p.x, p.y, p.z, q.w, q.x, q.y, q.z]
    for (index, value) in signals.enumerated() { episode.signals[index].append(value) }
    episode.subtasks.append(subtask)
  }

  /// Makes the recording another motion's, which shares it up to now.
  mutating func branch(motion: Int, from branch: EpisodeRecipe.Branch) {
    episode.recipe.motion = motion
    episode.recipe.branch = branch
  }

  /// Whether the goal held after a step.
  mutating func recordGoal(_ reached: Bool) { episode.goalReached.append(reached) }

  /// The sources, which are known at the end only.
  mutating func finish(sources: [EpisodeRecipe.Source]) { episode.recipe.sources = sources }
}
