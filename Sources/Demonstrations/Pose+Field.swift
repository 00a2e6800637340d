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
}
