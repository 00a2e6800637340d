import Geometry

/// An arm with a parallel gripper, as data; immutable.
public struct RobotModel: Sendable {
  /// A collision primitive fixed to a link, for asking whether the arm touches the scene.
  public struct LinkGeom: Sendable, Hashable {
    /// 1 for the link after the first joint.
    public var link: Int
    public var shape: Shape
    public var poseLinkGeom: Pose
  }

  public var name: String
  /// Sixteen hexadecimal digits over the file's text.
  public var version: String
  public var joints: [Joint]
  /// The end effector's frame in the last joint's frame.
  public var poseLinkEef: Pose
  /// Joint positions at reset, radians, and the standard deviation of the noise on each.
  public var home: [Double]
  public var homeNoise: Double
  public var controller: OperationalSpaceController
  public var hand: HandModel
  public var gripper: GripperModel
  public var linkGeoms: [LinkGeom]
  /// What carries the arm about; nil for one that is bolted down.
  public var base: MobileBaseModel?
}
