import Datasets
import Rollouts

/// What a worker tells of a session after a reset or a step.
public struct SessionMoment: Sendable, Hashable, Codable {
  public var observation: PolicyObservation
  public var moment: PolicyRollout.Moment
  /// What is asked for, in words.
  public var instruction: String
  /// Numbers per action.
  public var actionWidth: Int
}
