import Episodes
import Geometry

/// A subtask's plan: the bridge to the transformed segment, and the segment.
public struct PlannedSegment: Sendable {
  /// What became of a bridge when it was asked to avoid collisions.
  public enum Bridge: Sendable, Hashable {
    /// It goes straight: nothing is in the way, or nobody asked.
    case straight
    /// It goes so many metres above both its ends.
    case detour(lift: Double)
    /// It goes straight although something is in the way: every detour would touch something, too.
    case blocked
  }

  /// The bridge, the first target and what is held, and then the segment; one a control step.
  public var waypoints: [Waypoint]
  /// How many of the waypoints are the bridge.
  public var bridgeSteps: Int
  /// The frames that it was planned from.
  public var source: EpisodeRecipe.Source
  /// The displacement of the source segment, world to world.
  public var move: Pose
  /// What became of the bridge.
  public var bridge = Bridge.straight
}
