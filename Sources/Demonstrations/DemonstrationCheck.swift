import Geometry

/// The checks on one demonstration.
struct DemonstrationCheck {
  /// Metres from the world's origin that anything may be.
  static let reach = 10.0
  /// Objects in one demonstration.
  static let maximumObjects = 64
  /// Subtask termination signals in one demonstration.
  static let maximumSignals = 256

  let demonstration: Demonstration
  let field: DemonstrationField
  let limits: DecodingLimits

  func run() throws(DemonstrationError) {
    try checkHeader()
    try checkFrames()
    try checkObjects()
    try checkSignals()
    try checkSurroundings()
  }

  // MARK: Parts

  private func checkHeader() throws(DemonstrationError) {
    try FieldCheck.name(demonstration.name, field: field.name)
    try FieldCheck.name(demonstration.robot, field: field.robot)
    try FieldCheck.range(
      demonstration.controlFrequency, 1...1000, field: field.controlFrequency, unit: "Hz")
    if let source = demonstration.source {
      // it goes into attributes and pages
      let isPlain = source.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
      guard isPlain, source.utf8.count <= 4096 else {
        throw DemonstrationError(
          .value, field: field.source, reason: "must be one line of at most 4096 bytes")
      }
    }
  }

  private func checkFrames() throws(DemonstrationError) {
    let frames = demonstration.frames
    guard frames >= 2 else {
      throw DemonstrationError(
        .value, field: field.eefPose, reason: "\(frames) frames; at least 2 are needed")
    }
    try limits.check(frames: frames, poses: 0, field: field.eefPose)
    try checkPoses(demonstration.eefPoses, field: field.eefPose)
    try checkPoses(demonstration.targetPoses, field: field.targetPose)
    try checkLength(demonstration.gripperActions.count, field: field.gripperAction)
    for (k, action) in demonstration.gripperActions.enumerated() {
      try FieldCheck.range(action, -1.0001...1.0001, field: "\(field.gripperAction)[\(k)]")
    }
  }

  private func checkObjects() throws(DemonstrationError) {
    let objects = demonstration.objects
    guard !objects.isEmpty else {
      throw DemonstrationError(.missing, field: field.objects, reason: "holds no object")
    }
    guard objects.count <= Self.maximumObjects else {
      throw DemonstrationError(
        .tooLarge, field: field.objects,
        reason: "\(objects.count) objects; at most \(Self.maximumObjects) are taken")
    }
    try FieldCheck.distinctNames(objects.map(\.name), field: field.objects)
    for object in objects {
      try checkPoses(object.poses, field: field.poses(of: object.name))
      if let body = object.body {
        try BodyCheck.check(body, field: field.body(of: object.name))
      }
    }
  }

  private func checkSignals() throws(DemonstrationError) {
    let signals = demonstration.signals
    guard signals.count <= Self.maximumSignals else {
      throw DemonstrationError(
        .tooLarge, field: field.signals,
        reason: "\(signals.count) signals; at most \(Self.maximumSignals) are taken")
    }
    try FieldCheck.distinctNames(signals.map(\.name), field: field.signals)
    for signal in signals {
      try checkLength(signal.values.count, field: field.signal(signal.name))
    }
  }

  private func checkSurroundings() throws(DemonstrationError) {
    if let base = demonstration.poseWorldRobotBase {
      try FieldCheck.pose(base, reach: Self.reach, field: field.robotBasePose)
    }
    if let table = demonstration.tableTop {
      try FieldCheck.point(
        table.center, reach: Self.reach, field: "\(field.tableTop).center")
      for k in 0..<2 {
        try FieldCheck.range(
          table.size[k], 0.01...20, field: "\(field.tableTop).size[\(k)]", unit: "m")
      }
    }
  }

  // MARK: Arrays

  private func checkLength(_ count: Int, field: String) throws(DemonstrationError) {
    guard count == demonstration.frames else {
      throw DemonstrationError(
        .shape, field: field,
        reason: "has \(count) frames, but eef_pose has \(demonstration.frames)")
    }
  }

  private func checkPoses(_ poses: [Pose], field: String) throws(DemonstrationError) {
    try checkLength(poses.count, field: field)
    // names are made for faults only: there are many poses
    for k in poses.indices where !FieldCheck.isUsable(poses[k], reach: Self.reach) {
      try FieldCheck.pose(poses[k], reach: Self.reach, field: "\(field)[\(k)]")
    }
  }
}
