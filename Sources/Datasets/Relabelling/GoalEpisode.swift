import Episodes
import Geometry

/// An episode of a goal-conditioned task: at each step a goal, and a sparse reward for it.
public struct GoalEpisode: Sendable, Hashable {
  /// (T + 1, observationWidth), as Fetch has it.
  public var observations: [Double]
  public var observationWidth: Int
  /// T + 1.
  public var achievedGoals: [Vector3]
  /// T; the goal may differ from step to step.
  public var desiredGoals: [Vector3]
  /// (T, actionWidth), as recorded.
  public var actions: [Double]
  public var actionWidth: Int
  /// T: 0 where the step brought what is wanted within the tolerance of the goal, otherwise -1.
  public var rewards: [Double]

  public var steps: Int { desiredGoals.count }

  /// An episode with the goal that it was made for; nil where it has no such goal.
  public init?(_ episode: Episode, task: GoalTask) {
    guard let achieved = task.achieved(in: episode), let desired = task.desired(in: episode)
    else { return nil }
    let object = task.achiever.flatMap { episode.objects.firstIndex(of: $0) }.map { $0 + 3 }
    observations = FetchObservation.rows(of: episode, object: object)
    observationWidth = observations.count / (episode.steps + 1)
    achievedGoals = achieved
    desiredGoals = Array(repeating: desired, count: episode.steps)
    actions = episode.actions
    actionWidth = episode.actionWidth
    rewards = []
    reward(task)
  }

  /// The same steps with other goals, one a step.
  func relabelled(_ goals: [Vector3], task: GoalTask) -> GoalEpisode {
    var episode = self
    episode.desiredGoals = goals
    episode.reward(task)
    return episode
  }

  /// Rewards are for what a step led to.
  private mutating func reward(_ task: GoalTask) {
    rewards = zip(achievedGoals.dropFirst(), desiredGoals).map {
      task.reward(achieved: $0, desired: $1)
    }
  }
}
