import Geometry

extension Pose {
  /// The pose of a 4x4 row-major matrix in a file, with an error that names the field.
  init(_ matrix: [Double], at offset: Int, field: String) throws(DemonstrationError) {
    do throws(PoseMatrixError) {
      try self.init(rowMajor4x4: matrix, at: offset)
    } catch {
      let reason =
        switch error {
        case .notFinite: "holds NaN or infinity"
        case .lastRow: "the last row of a pose must be 0 0 0 1"
        case .notARotation(let deviation):
          "its 3x3 part is not a rotation: R R^T is off by \(deviation)"
        case .mirrored: "its 3x3 part is a mirror image, not a rotation"
        }
      throw DemonstrationError(.value, field: field, reason: reason)
    }
  }

  /// The pose of x, y, z and a unit quaternion (w, x, y, z) in a file, with an error that names the
  /// field.
  ///
  /// A norm within 1e-12 of 1 leaves all numbers as they are, bit for bit.
  init(sevenNumbers n: [Double], field: String) throws(DemonstrationError) {
    let quaternion = Quaternion(w: n[3], x: n[4], y: n[5], z: n[6])
    let norm = (n[3] * n[3] + n[4] * n[4] + n[5] * n[5] + n[6] * n[6]).squareRoot()
    let deviation = (norm - 1).magnitude
    guard deviation <= 1e-6 else {
      throw DemonstrationError(
        .value, field: field, reason: "not a unit quaternion: its norm is \(norm)")
    }
    self.init(Vector3(n[0], n[1], n[2]), deviation <= 1e-12 ? quaternion : quaternion.normalized)
  }

  /// x, y, z and the quaternion (w, x, y, z), which read back bit for bit; a matrix would not.
  var sevenNumbers: [Double] {
    let (p, q) = (position, orientation)
    return [p.x, p.y, p.z, q.w, q.x, q.y, q.z]
  }
}
