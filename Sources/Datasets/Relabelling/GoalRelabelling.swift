import Geometry

/// Hindsight experience replay (Andrychowicz and others 2017, sections 3.3 and 4.5): the same steps again, with
/// goals that they did reach.
public enum GoalRelabelling: Sendable, Hashable {
  /// The goal of every step is what the episode ended with.
  case final
  /// For each step a goal that was reached later in the episode, drawn anew; `copies` is the paper's k.
  case future(copies: Int)

  /// How many episodes come of one, besides itself.
  public var copies: Int {
    switch self {
    case .final: 1
    case .future(let copies): max(0, copies)
    }
  }

  /// Copies of an episode with other goals.
  ///
  /// What a copy draws depends on the stream and its number alone.
  public func relabelled(
    _ episode: GoalEpisode, task: GoalTask, stream: RandomStream
  ) -> [GoalEpisode] {
    let achieved = episode.achievedGoals
    let steps = episode.steps
    guard steps > 0 else { return [] }
    switch self {
    case .final:
      let goals = Array(repeating: achieved[steps], count: steps)
      return [episode.relabelled(goals, task: task)]
    case .future:
      return (0..<copies).map { copy in
        var random = stream.stream("her", copy)
        // what was observed after the step, the state that it led to among it
        let goals = (0..<steps).map { achieved[random.integer(in: ($0 + 1)...steps)] }
        return episode.relabelled(goals, task: task)
      }
    }
  }
}
