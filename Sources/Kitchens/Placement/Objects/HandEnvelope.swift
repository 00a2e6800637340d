import Geometry
import Robots

/// The space that an open hand takes while it comes down on something, in the end effector's frame.
public struct HandEnvelope: Sendable, Hashable {
  public var geoms: [CollisionGeom]
  /// From what else is there, metres; what is wholly below, as a counter, may be nearer.
  public var margin: Double

  public init(geoms: [CollisionGeom], margin: Double = 0.01) {
    self.geoms = geoms
    self.margin = margin
  }

  /// The hand of a robot with its fingers open and its last link, swept back by `retreat` metres.
  ///
  /// `wristHeight` is how far the hand and what carries it go up from the hand's lower face. Boxes and
  /// capsules that lie along the approach stay what they are when swept along it: the sweep is exact.
  public init(
    of robot: RobotModel, opening: Double? = nil, wristHeight: Double = 0.14, retreat: Double = 0.1,
    margin: Double = 0.01
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
    geoms = geoms.map { geom in
      guard case .box(let half) = geom.shape else { return geom }
      return Self.extended(geom, half, back: retreat)
    }

    // the last link does not move against the hand
    for link in robot.linkGeoms where link.link == robot.joints.count {
      geoms.append(
        CollisionGeom(link.shape, poseBodyGeom: robot.poseLinkEef.inverse * link.poseLinkGeom))
      guard case .capsule(let radius, let half) = link.shape else { continue }
      let end = geoms.count - 1
      let along = geoms[end].poseBodyGeom.orientation.rotate(Vector3(0, 0, 1)).z.magnitude
      guard along > 1 - 1e-9 else { continue }
      geoms[end].shape = .capsule(radius: radius, halfLength: half + retreat / 2)
      geoms[end].poseBodyGeom.position.z -= retreat / 2
    }
    self.init(geoms: geoms, margin: margin)
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

  /// The name of what is in the way of the hand at a place, or nil.
  func obstacle(to placed: PlacedCompound, in surroundings: Surroundings) -> String? {
    surroundings.firstMeeting(placed)
      ?? surroundings.firstMeeting(placed, margin: margin, above: placed.low.z)
  }

  /// The space at an end effector's pose in the world.
  public func placed(at pose: Pose) -> PlacedCompound {
    PlacedCompound(name: "hand", geoms: geoms, at: pose)
  }
}
