import Geometry

/// A named box of space that moves with an object: the inside of a drawer, a compartment of a bin.
public struct ObjectRegion: Sendable, Hashable, Codable {
  public var name: String
  /// The box's frame in the object's.
  public var pose: Pose
  /// Metres.
  public var halfExtents: Vector3

  public init(name: String, pose: Pose = .identity, halfExtents: Vector3) {
    self.name = name
    self.pose = pose
    self.halfExtents = halfExtents
  }

  /// Whether a point of the object's frame is inside, the box widened by `margin` metres.
  public func contains(_ point: Vector3, margin: Double) -> Bool {
    let p = pose.inverse.transform(point)
    return p.x.magnitude <= halfExtents.x + margin && p.y.magnitude <= halfExtents.y + margin
      && p.z.magnitude <= halfExtents.z + margin
  }

  /// Whether all of a body, placed in the object's frame, is inside, the box widened by `margin` metres.
  public func contains(_ body: RigidBodyModel, at pose: Pose, margin: Double) -> Bool {
    guard pose.isFinite else { return false }
    let bounds = body.bounds(in: self.pose.inverse * pose)
    return (0..<3).allSatisfy { axis in
      bounds.low[axis] >= -halfExtents[axis] - margin
        && bounds.high[axis] <= halfExtents[axis] + margin
    }
  }
}
