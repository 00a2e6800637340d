extension Pose {
  /// A level frame at this pose's position whose x axis points, seen from above, towards a point.
  ///
  /// Where the point is right above or below, the x axis stays the world's.
  public func facing(_ point: Vector3) -> Pose {
    let way = point - position
    guard (way.x * way.x + way.y * way.y).squareRoot() > 1e-6 else { return Pose(position) }
    return Pose(
      position,
      Quaternion(axis: Vector3(0, 0, 1), angle: Trigonometry.atan2(way.y, way.x)))
  }
}
