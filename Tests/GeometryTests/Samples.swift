import Geometry

/// Random rotations and poses, the same in every run.
enum Samples {
  /// A uniformly distributed rotation.
  static func rotation(_ random: inout RandomStream) -> Quaternion {
    Quaternion(w: random.normal(), x: random.normal(), y: random.normal(), z: random.normal())
      .normalized
  }

  /// Rotations, among them half turns and nearly none.
  static func rotations(_ count: Int) -> [Quaternion] {
    var random = RandomStream(seed: 11).stream("rotations")
    var found = (0..<count).map { _ in rotation(&random) }
    for axis in [Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1)] {
      for angle in [0, 1e-14, 1e-9, 1e-3, .pi / 2, .pi - 1e-9, .pi] {
        found.append(Quaternion(axis: axis, angle: angle))
      }
    }
    return found
  }

  /// Poses within two metres.
  static func poses(_ count: Int) -> [Pose] {
    var random = RandomStream(seed: 12).stream("positions")
    return rotations(count).map { rotation in
      Pose(
        Vector3(random.uniform(-2, 2), random.uniform(-2, 2), random.uniform(-2, 2)), rotation)
    }
  }
}

extension Vector3 {
  /// The distance to another point.
  func distance(to other: Vector3) -> Double { (self - other).length }
}

extension Quaternion {
  /// The angle between two rotations, radians.
  func angle(to other: Quaternion) -> Double { (other * conjugate).angle }
}
