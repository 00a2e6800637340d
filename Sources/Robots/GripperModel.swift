import Geometry

/// Two fingers that slide along the end effector's x axis, coupled like the real ones.
public struct GripperModel: Sendable, Hashable {
  /// Kilograms per finger.
  public var fingerMass: Double
  /// Travel of each finger from closed, metres.
  public var travel: Double
  /// Opening of each finger at reset, metres.
  public var homeOpening: Double
  /// Top speed of a finger, m/s.
  public var maxSpeed: Double
  /// Force limit of each finger, N.
  public var maxForce: Double
  /// Geoms of the finger on +x when closed, in the end effector's frame; the other is its mirror image.
  public var fingerGeoms: [CollisionGeom]

  /// The pose of a finger's frame in the end effector's: side +1 or -1, opening in metres.
  public func poseEefFinger(side: Double, opening: Double) -> Pose {
    Pose(Vector3(side * opening, 0, 0))
  }

  /// The body of a finger: side +1 as authored, -1 mirrored in x.
  public func fingerBody(side: Double) -> RigidBodyModel {
    let geoms = fingerGeoms.map { geom in
      var mirrored = geom
      mirrored.poseBodyGeom.position.x *= side
      return mirrored
    }
    return RigidBodyModel(mass: fingerMass, geoms: geoms)
  }
}
