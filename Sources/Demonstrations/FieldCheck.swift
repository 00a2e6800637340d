import Geometry

/// Checks on single values, with errors that name the field.
enum FieldCheck {
  /// 1 to 64 letters, digits, `_`, `-` or `.`, all ASCII.
  static func name(_ name: String, field: String) throws(DemonstrationError) {
    let isSane = name.utf8.allSatisfy { byte in
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95: true
      default: false
      }
    }
    // `.` and `..` would mean something in a path
    guard isSane, (1...64).contains(name.utf8.count), name.contains(where: { $0 != "." }) else {
      throw DemonstrationError(
        .value, field: field,
        reason: "a name must be 1 to 64 letters, digits, '_', '-' or '.', not "
          + String(reflecting: String(name.prefix(80))))
    }
  }

  /// Sane names, none of them twice.
  static func distinctNames(_ names: [String], field: String) throws(DemonstrationError) {
    var seen: Set<String> = []
    for name in names {
      try Self.name(name, field: field)
      guard seen.insert(name).inserted else {
        throw DemonstrationError(.value, field: field, reason: "\"\(name)\" is there twice")
      }
    }
  }

  /// A finite number within a range.
  static func range(
    _ value: Double, _ range: ClosedRange<Double>, field: @autoclosure () -> String,
    unit: String = ""
  ) throws(DemonstrationError) {
    guard !range.contains(value) else { return }
    let suffix = unit.isEmpty ? "" : " \(unit)"
    throw DemonstrationError(
      .value, field: field(),
      reason: "must be within [\(range.lowerBound), \(range.upperBound)]\(suffix), is \(value)")
  }

  /// A finite point, each coordinate at most `reach` metres from the origin.
  static func point(
    _ point: Vector3, reach: Double, field: String
  ) throws(DemonstrationError) {
    guard isUsable(point, reach: reach) else {
      throw DemonstrationError(
        .value, field: field,
        reason: point.isFinite
          ? "is farther than \(reach) m from the world's origin" : "holds NaN or infinity")
    }
  }

  /// A finite pose within reach, with a unit quaternion.
  static func pose(_ pose: Pose, reach: Double, field: String) throws(DemonstrationError) {
    try point(pose.position, reach: reach, field: field)
    guard isUnit(pose.orientation) else {
      throw DemonstrationError(
        .value, field: field, reason: "its orientation is not a unit quaternion")
    }
  }

  /// Whether `pose` would find no fault.
  static func isUsable(_ pose: Pose, reach: Double) -> Bool {
    isUsable(pose.position, reach: reach) && isUnit(pose.orientation)
  }

  private static func isUsable(_ p: Vector3, reach: Double) -> Bool {
    p.x.magnitude <= reach && p.y.magnitude <= reach && p.z.magnitude <= reach
  }

  private static func isUnit(_ q: Quaternion) -> Bool {
    (q.w * q.w + q.x * q.x + q.y * q.y + q.z * q.z - 1).magnitude < 1e-6
  }
}
