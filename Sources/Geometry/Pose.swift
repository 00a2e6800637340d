/// A rigid pose: maps coordinates of its own frame to the frame it is given in.
///
/// `poseWorldObject` maps object coordinates to world coordinates; poses compose left to right.
@frozen public struct Pose: Sendable, Hashable, Codable {
  /// Metres.
  public var position: Vector3
  public var orientation: Quaternion

  /// A pose of a position in metres and a unit orientation.
  @inlinable public init(_ position: Vector3, _ orientation: Quaternion = .identity) {
    self.position = position
    self.orientation = orientation
  }

  /// The frame itself.
  @inlinable public static var identity: Pose { Pose(.zero) }

  /// The pose of `rhs`, given in the frame of `lhs`, in the frame that `lhs` is given in.
  @inlinable public static func * (lhs: Pose, rhs: Pose) -> Pose {
    Pose(
      lhs.position + lhs.orientation.rotate(rhs.position),
      (lhs.orientation * rhs.orientation).normalized)
  }

  /// A point of this frame in the frame that the pose is given in.
  @inlinable public func transform(_ point: Vector3) -> Vector3 {
    position + orientation.rotate(point)
  }

  /// The pose that maps back.
  @inlinable public var inverse: Pose {
    let q = orientation.conjugate
    return Pose(-q.rotate(position), q)
  }

  /// A pose a fraction `t` of the way to `other`: straight in position, constant speed in rotation.
  public func interpolated(to other: Pose, fraction t: Double) -> Pose {
    Pose(
      position + (other.position - position) * t,
      orientation.interpolated(to: other.orientation, fraction: t))
  }

  /// Whether no number in it is NaN or infinite.
  public var isFinite: Bool {
    position.isFinite && orientation.w.isFinite && orientation.vector.isFinite
  }
}
