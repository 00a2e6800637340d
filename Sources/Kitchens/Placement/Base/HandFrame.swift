import Geometry

/// A pose that the hand must get to: a grasp, a handle, a button.
public struct HandFrame: Sendable, Hashable {
  /// For reports, for instance `microwave/handle`.
  public var name: String
  /// The end effector's frame in the world: +z the direction of approach, fingers open along x.
  public var pose: Pose
  /// Whether the hand may be turned by half a turn about its approach, as both fingers are alike.
  public var mayTurn: Bool

  public init(name: String, pose: Pose, mayTurn: Bool = true) {
    self.name = name
    self.pose = pose
    self.mayTurn = mayTurn
  }
}
