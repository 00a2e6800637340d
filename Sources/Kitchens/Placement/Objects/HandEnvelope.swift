import Geometry
import Robots

/// The space that an open hand takes while it comes down on something, in the end effector's frame.
public struct HandEnvelope: Sendable, Hashable {
  public var geoms: [CollisionGeom]
  /// From what else is there, metres.
  public var margin: Double

  public init(geoms: [CollisionGeom], margin: Double = 0.002) {
    self.geoms = geoms
    self.margin = margin
  }

  /// The hand of a robot with its wrist above it and its fingers open, swept back by `retreat` metres.
  ///
  /// `wristHeight` is how far the hand and what carries it go up from the hand's lower face. Boxes that
  /// stand along the approach stay boxes when swept along it, so that the sweep is exact.
  public init(
    of robot: RobotModel, opening: Double? = nil, wristHeight: Double = 0.14, retreat: Double = 0.1,
    margin: Double = 0.002
  ) {
    var geoms: [CollisionGeom] = robot.hand.geoms.map { geom in
      guard case .box(let half) = geom.shape else { return geom }
      let grown = max(0, wristHeight - 2 * half.z)
      return Self.extended(geom, half, back: grown)
    }
    for side in [1.0, -1.0] {
      let finger = robot.gripper.poseEefFinger(
        side: side, opening: opening ?? robot.gripper.travel)
      geoms += robot.gripper.fingerBody(side: side).geoms.map { geom in
        var moved = geom
        moved.poseBodyGeom = finger * geom.poseBodyGeom
        return moved
      }
    }
    self.init(
      geoms: geoms.map { geom in
        guard case .box(let half) = geom.shape else { return geom }
        return Self.extended(geom, half, back: retreat)
      }, margin: margin)
  }

  /// A box that also takes the space behind it, against the direction of approach.
  private static func extended(_ geom: CollisionGeom, _ half: Vector3, back: Double)
    -> CollisionGeom
  {
    var longer = geom
    longer.shape = .box(halfExtents: half + Vector3(0, 0, back / 2))
    longer.poseBodyGeom.position.z -= back / 2
    return longer
  }

  /// The space at an end effector's pose in the world.
  public func placed(at pose: Pose) -> PlacedCompound {
    PlacedCompound(name: "hand", geoms: geoms, at: pose)
  }
}
