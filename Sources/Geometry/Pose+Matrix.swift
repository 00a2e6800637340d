/// Why sixteen numbers are no rigid pose.
public enum PoseMatrixError: Error, Sendable, Equatable {
  case notFinite
  case lastRow
  /// The largest deviation of R times its transpose from the identity.
  case notARotation(deviation: Double)
  case mirrored
}

extension Pose {
  /// The pose of a 4x4 homogeneous matrix in row-major order.
  ///
  /// At least 16 numbers must follow from `offset` on; `tolerance` is the largest accepted deviation
  /// from an orthonormal matrix.
  ///
  /// - Throws: `PoseMatrixError` with what is wrong.
  public init(rowMajor4x4 matrix: [Double], at offset: Int = 0, tolerance: Double = 1e-3)
    throws(PoseMatrixError)
  {
    func m(_ row: Int, _ column: Int) -> Double { matrix[offset + 4 * row + column] }
    for k in 0..<16 where !matrix[offset + k].isFinite { throw .notFinite }
    guard m(3, 0).magnitude < 1e-9, m(3, 1).magnitude < 1e-9, m(3, 2).magnitude < 1e-9,
      (m(3, 3) - 1).magnitude < 1e-9
    else { throw .lastRow }

    // orthonormal columns and a positive determinant
    let c0 = Vector3(m(0, 0), m(1, 0), m(2, 0))
    let c1 = Vector3(m(0, 1), m(1, 1), m(2, 1))
    let c2 = Vector3(m(0, 2), m(1, 2), m(2, 2))
    let deviation =
      [
        (c0.dot(c0) - 1).magnitude, (c1.dot(c1) - 1).magnitude, (c2.dot(c2) - 1).magnitude,
        c0.dot(c1).magnitude, c0.dot(c2).magnitude, c1.dot(c2).magnitude,
      ].max() ?? 0
    guard deviation <= tolerance else { throw .notARotation(deviation: deviation) }
    guard c0.cross(c1).dot(c2) > 0 else { throw .mirrored }
    self.init(
      Vector3(m(0, 3), m(1, 3), m(2, 3)), Quaternion(columns: c0, c1, c2).normalized)
  }

  /// The 4x4 homogeneous matrix in row-major order, 16 numbers.
  public var rowMajor4x4: [Double] {
    let x = orientation.rotate(Vector3(1, 0, 0))
    let y = orientation.rotate(Vector3(0, 1, 0))
    let z = orientation.rotate(Vector3(0, 0, 1))
    let p = position
    return [
      x.x, y.x, z.x, p.x, x.y, y.y, z.y, p.y, x.z, y.z, z.z, p.z, 0, 0, 0, 1,
    ]
  }
}

extension Quaternion {
  /// The rotation of an orthonormal matrix given by its columns.
  public init(columns c0: Vector3, _ c1: Vector3, _ c2: Vector3) {
    // divide by the largest component, which never comes near zero (Shepperd 1978)
    let trace = c0.x + c1.y + c2.z
    if trace > max(c0.x, c1.y, c2.z) {
      let s = 2 * (1 + trace).squareRoot()
      self.init(w: s / 4, x: (c1.z - c2.y) / s, y: (c2.x - c0.z) / s, z: (c0.y - c1.x) / s)
    } else if c0.x >= c1.y && c0.x >= c2.z {
      let s = 2 * (1 + c0.x - c1.y - c2.z).squareRoot()
      self.init(w: (c1.z - c2.y) / s, x: s / 4, y: (c0.y + c1.x) / s, z: (c2.x + c0.z) / s)
    } else if c1.y >= c2.z {
      let s = 2 * (1 + c1.y - c0.x - c2.z).squareRoot()
      self.init(w: (c2.x - c0.z) / s, x: (c0.y + c1.x) / s, y: s / 4, z: (c1.z + c2.y) / s)
    } else {
      let s = 2 * (1 + c2.z - c0.x - c1.y).squareRoot()
      self.init(w: (c0.y - c1.x) / s, x: (c2.x + c0.z) / s, y: (c1.z + c2.y) / s, z: s / 4)
    }
  }
}
