import Geometry
import Scenes

/// The space between two fingers that close along the end effector's x axis, in its frame; metres.
public struct GripSpace: Sendable, Hashable {
  /// The lower and the upper corner.
  public var low: Vector3
  public var high: Vector3

  /// Fingers this near to each other have nothing between them, metres.
  private static let narrowest = 0.0005
  /// An object must reach so far in between them, metres.
  private static let depth = 0.001
  /// Air on a finger's side that does not yet let go of an object, metres.
  private static let air = 0.001

  /// The space between fingers whose geoms, for the one on +x when closed, are given in the end
  /// effector's frame, and which are open by so many metres each.
  public init(fingerGeoms: [CollisionGeom], openings: (left: Double, right: Double)) {
    let finger = RigidBodyModel(mass: 1, geoms: fingerGeoms).bounds
    low = Vector3(-openings.right - finger.low.x, finger.low.y, finger.low.z)
    high = Vector3(openings.left + finger.low.x, finger.high.y, finger.high.z)
  }

  /// Whether a body is between the fingers and next to both: less than a millimetre of air a side.
  ///
  /// A body on top of closed fingers, under the tips of open ones, beside them, or around them from
  /// outside is not. Round shapes are taken for the boxes around them.
  public func clasps(_ body: RigidBodyModel, at pose: Pose, eefPose: Pose) -> Bool {
    guard high.x - low.x > Self.narrowest, pose.isFinite, eefPose.isFinite else { return false }
    return slab(low.x, low.x + Self.air, touches: body, pose, eefPose)
      && slab(high.x - Self.air, high.x, touches: body, pose, eefPose)
  }

  private func slab(
    _ from: Double, _ to: Double, touches body: RigidBodyModel, _ pose: Pose, _ eefPose: Pose
  ) -> Bool {
    let half = Vector3(
      (to - from) / 2, (high.y - low.y) / 2 - Self.depth, (high.z - low.z) / 2 - Self.depth)
    let center = Vector3((from + to) / 2, (low.y + high.y) / 2, (low.z + high.z) / 2)
    let box = RigidBodyModel(mass: 1, geoms: [CollisionGeom(.box(halfExtents: half))])
    return BoxOverlap.overlap(box, at: eefPose * Pose(center), body, at: pose, margin: 0)
  }
}
