import Geometry
import HDF5

/// Reads one group `demo_<number>`.
struct RobomimicDemonstrationReader {
  let name: String
  let group: HDF5Group
  let environment: RobomimicEnvironmentArguments
  let limits: DecodingLimits

  /// The demonstration; `posesSoFar` is how many those before it in the file had.
  func read(posesSoFar: Int) throws(DemonstrationError) -> Demonstration {
    // the end effector sets the number of frames
    let info = try child(group, "datagen_info")
    let eef = try poses(info, "eef_pose", frames: nil)
    let frames = eef.count
    let attributes = try RobomimicAttributes(group)
    if let declared = attributes.sampleCount, declared != frames {
      throw DemonstrationError(
        .shape, field: group.attributes.path(of: "num_samples"),
        reason: "is \(declared), but eef_pose has \(frames) frames")
    }
    let targets = try poses(info, "target_pose", frames: frames)
    let gripper = try numbers(info, "gripper_action", frames: frames)

    // objects with their bodies, within what a file may hold altogether
    let objectGroup = try child(info, "object_poses")
    let names = try children(objectGroup)
    try limits.check(
      frames: frames, poses: posesSoFar + frames * (2 + names.count), field: info.path)
    var objects: [Demonstration.ObjectTrack] = []
    for object in names {
      objects.append(
        Demonstration.ObjectTrack(
          name: object, poses: try poses(objectGroup, object, frames: frames),
          body: attributes.bodies[object]))
    }
    if let stranger = attributes.bodies.keys.filter({ !names.contains($0) }).min() {
      throw DemonstrationError(
        .unknown, field: group.attributes.path(of: "object_geoms.\(stranger)"),
        reason: "\(objectGroup.path) has no poses of it")
    }

    var demonstration = Demonstration(
      name: attributes.name ?? name, robot: environment.robot,
      controlFrequency: environment.controlFrequency, eefPoses: eef, targetPoses: targets,
      gripperActions: gripper, objects: objects, signals: try signals(info, frames: frames))
    demonstration.tableTop = attributes.tableTop
    demonstration.poseWorldRobotBase = attributes.poseWorldRobotBase
    demonstration.source = RobomimicSource.join(
      environment: environment.name, source: attributes.source)
    return demonstration
  }

  // MARK: Datasets

  /// (T, 4, 4) poses; T is free when `frames` is nil.
  private func poses(
    _ parent: HDF5Group, _ name: String, frames: Int?
  ) throws(DemonstrationError) -> [Pose] {
    let dataset = try dataset(parent, name)
    let shape = dataset.dimensions
    guard !(shape.count == 4 && shape.suffix(2) == [4, 4]) else {
      throw DemonstrationError(
        .shape, field: dataset.path,
        reason: "has shape \(shape), poses of \(shape[1]) arms: two-arm demonstrations are not "
          + "taken, only those of one arm with shape (T, 4, 4)")
    }
    guard shape.count == 3, shape.suffix(2) == [4, 4], frames == nil || shape[0] == frames else {
      throw DemonstrationError(
        .shape, field: dataset.path,
        reason: "has shape \(shape), must be (\(frames.map(String.init) ?? "T"), 4, 4)")
    }
    try limits.check(frames: shape[0], poses: shape[0], field: dataset.path)
    let numbers = try DemonstrationError.from { () throws(HDF5Error) in try dataset.doubles() }
    var poses: [Pose] = []
    poses.reserveCapacity(shape[0])
    for k in 0..<shape[0] {
      poses.append(try Pose(numbers, at: 16 * k, field: "\(dataset.path)[\(k)]"))
    }
    return poses
  }

  /// (T) or (T, 1) numbers.
  private func numbers(
    _ parent: HDF5Group, _ name: String, frames: Int
  ) throws(DemonstrationError) -> [Double] {
    let dataset = try dataset(parent, name)
    guard dataset.dimensions == [frames] || dataset.dimensions == [frames, 1] else {
      throw DemonstrationError(
        .shape, field: dataset.path,
        reason: "has shape \(dataset.dimensions), must be (\(frames), 1)")
    }
    return try DemonstrationError.from { () throws(HDF5Error) in try dataset.doubles() }
  }

  private func signals(
    _ info: HDF5Group, frames: Int
  ) throws(DemonstrationError) -> [Demonstration.Signal] {
    // a task of one subtask has none
    let isThere = try DemonstrationError.from { () throws(HDF5Error) in
      try info.contains("subtask_term_signals")
    }
    guard isThere else { return [] }
    let parent = try child(info, "subtask_term_signals")
    var signals: [Demonstration.Signal] = []
    for name in try children(parent) {
      let values = try numbers(parent, name, frames: frames)
      if let k = values.firstIndex(where: { $0 != 0 && $0 != 1 }) {
        throw DemonstrationError(
          .value, field: "\(parent.path(of: name))[\(k)]",
          reason: "must be 0 or 1, is \(values[k])")
      }
      signals.append(Demonstration.Signal(name: name, values: values.map { $0 == 1 }))
    }
    return signals
  }

  // MARK: Access with this target's errors

  private func dataset(
    _ parent: HDF5Group, _ name: String
  ) throws(DemonstrationError) -> HDF5Dataset {
    try DemonstrationError.from { () throws(HDF5Error) in try parent.dataset(name) }
  }

  private func child(
    _ parent: HDF5Group, _ name: String
  ) throws(DemonstrationError) -> HDF5Group {
    try DemonstrationError.from { () throws(HDF5Error) in try parent.group(name) }
  }

  private func children(_ parent: HDF5Group) throws(DemonstrationError) -> [String] {
    try DemonstrationError.from { () throws(HDF5Error) in try parent.children() }
  }
}
