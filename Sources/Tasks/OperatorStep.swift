import Geometry

/// One thing that a scripted operator does: go somewhere, and open or close the gripper there.
public struct OperatorStep: Sendable, Hashable {
  /// What a pose is relative to, as it is when the step begins.
  public enum Frame: Sendable, Hashable {
    case world
    /// The hand's own frame.
    case hand
    /// The hand's place, with the world's axes; the hand keeps its orientation.
    case here
    /// The object of an index.
    case object(Int)
  }

  public var frame: Frame
  /// Index of the object that the frame faces, level; nil for the frame's own axes.
  public var towards: Int?
  /// Where the end effector, or what is carried, goes; nil to stay.
  public var pose: Pose?
  /// Index of the object that is carried to `pose`.
  public var carry: Int?
  /// After how many equal turns about the frame's z axis the pose is as good.
  public var symmetry: Int
  /// Whether the hand may be turned by half a turn about its own axis.
  public var mayFlip: Bool
  /// Gripper from then on: +1 closed, -1 open; nil to leave it.
  public var gripper: Double?
  /// Control steps of waiting after arrival.
  public var wait: Int
  /// Metres per second; rotations take radians at four times the number.
  public var speed: Double
  /// Whether the operator takes care: no overshoot, less tremor.
  public var careful: Bool
  /// Index of the object that the base is driven to; nil to stand still.
  public var driveTo: Int?
  /// Ends the step as soon as it holds.
  public var until: Predicate?
}
