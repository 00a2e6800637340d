extension Pose {
  /// The upright pose on the floor (z = 0) below this one, its x axis turned as this one's seen from
  /// above.
  public var onFloor: Pose {
    let forward = orientation.rotate(Vector3(1, 0, 0))
    let angle = Trigonometry.atan2(forward.y, forward.x)
    return Pose(
      Vector3(position.x, position.y, 0), Quaternion(axis: Vector3(0, 0, 1), angle: angle))
  }
}
