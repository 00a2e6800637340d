import Geometry

/// The checks on a rigid body that came with a demonstration.
enum BodyCheck {
  /// Geoms of one body.
  static let maximumGeoms = 256
  /// Kilograms.
  static let masses = 1e-4...100.0
  /// Metres.
  static let sizes = 1e-4...5.0
  /// Coulomb coefficients.
  static let frictions = 0.0...100.0

  /// Fails with the field of the first value out of range.
  static func check(_ body: RigidBodyModel, field: String) throws(DemonstrationError) {
    try FieldCheck.range(body.mass, masses, field: "\(field).mass", unit: "kg")
    guard !body.geoms.isEmpty else {
      throw DemonstrationError(.missing, field: "\(field).geoms", reason: "holds no geom")
    }
    guard body.geoms.count <= maximumGeoms else {
      throw DemonstrationError(
        .tooLarge, field: "\(field).geoms",
        reason: "\(body.geoms.count) geoms; at most \(maximumGeoms) are taken")
    }
    for (k, geom) in body.geoms.enumerated() {
      let path = "\(field).geoms[\(k)]"
      for (j, size) in geom.shape.sizes.enumerated() {
        try FieldCheck.range(size, sizes, field: "\(path).size[\(j)]", unit: "m")
      }
      try FieldCheck.range(geom.friction, frictions, field: "\(path).friction")
      try FieldCheck.pose(geom.poseBodyGeom, reach: 5, field: path)
    }
  }
}
