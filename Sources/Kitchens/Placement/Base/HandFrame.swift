import Geometry

/// A pose that the hand must get to: a grasp, a handle, a button.
public struct HandFrame: Sendable, Hashable {
  /// For reports, for instance `microwave/handle`.
  public var name: String
  /// The end effector's frame in the world: +z the direction of approach, fingers open along x.
  public var pose: Pose
  /// Whether the hand may be turned by half a turn about its approach, as both fingers are alike.
  public var mayTurn: Bool
  /// Whether the hand comes here straight from the frame before, as a handle does while a door opens:
  /// the posture is the one next to the frame before's, and there is no drawing back.
  public var follows: Bool
  /// Names of what is out of the way by then.
  public var ignoring: [String]

  public init(
    name: String, pose: Pose, mayTurn: Bool = true, follows: Bool = false, ignoring: [String] = []
  ) {
    self.name = name
    self.pose = pose
    self.mayTurn = mayTurn
    self.follows = follows
    self.ignoring = ignoring
  }
}
