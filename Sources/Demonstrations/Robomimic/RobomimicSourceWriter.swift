import Geometry
import HDF5

/// Writes demonstrations as robomimic HDF5 with MimicGen's `datagen_info`; `RobomimicReader` reads the
/// same demonstrations back.
public enum RobomimicSourceWriter {
  /// Writes a file, in full or not at all.
  ///
  /// - Throws: `DemonstrationError` when robot or control frequency differ (a file has one of each), or
  ///   of kind `notWritten`.
  public static func write(
    _ demonstrations: [Demonstration], to path: String
  ) throws(DemonstrationError) {
    let (robot, frequency) = try DemonstrationJSONEncoder.common(demonstrations)
    let (environment, sources) = RobomimicSource.split(demonstrations.map(\.source))
    let names = groupNames(demonstrations)
    try DemonstrationError.from { () throws(HDF5Error) in
      let file = try HDF5NewFile(path)
      let data = try file.root().makeGroup("data")
      try data.setAttribute("total", demonstrations.reduce(0) { $0 + $1.frames })
      try data.setAttribute(
        "env_args",
        RobomimicAttributes.environmentArguments(
          name: environment ?? RobomimicEnvironmentArguments.unknownName, version: "1",
          robot: robot, controlFrequency: frequency))
      for (k, demonstration) in demonstrations.enumerated() {
        let group = try data.makeGroup(names[k])
        if names[k] != demonstration.name {
          try group.setAttribute("demonstration_name", demonstration.name)
        }
        if let source = sources[k] { try group.setAttribute("source", source) }
        try write(demonstration, environment: environment, to: group)
      }
      try file.commit()
    }
  }

  /// The demonstrations' own names when they are of robomimic's kind and in order, else numbers.
  private static func groupNames(_ demonstrations: [Demonstration]) -> [String] {
    let numbers = demonstrations.compactMap { RobomimicName.number(of: $0.name) }
    let isOrdered =
      numbers.count == demonstrations.count && zip(numbers, numbers.dropFirst()).allSatisfy(<)
    return isOrdered
      ? demonstrations.map(\.name) : demonstrations.indices.map(RobomimicName.name)
  }

  private static func write(
    _ demonstration: Demonstration, environment: String?, to group: HDF5NewGroup
  ) throws(HDF5Error) {
    let frames = demonstration.frames
    try group.setAttribute("num_samples", frames)

    // what the world is made of
    let bodies = demonstration.objects.compactMap { track in
      track.body.map { (name: track.name, body: $0) }
    }
    if !bodies.isEmpty {
      try group.setAttribute("object_geoms", RobomimicAttributes.objectGeoms(bodies))
    }
    if let base = demonstration.poseWorldRobotBase {
      try group.setAttribute("robot_base_pose", RobomimicAttributes.robotBasePose(base))
    }
    if let table = demonstration.tableTop {
      try group.setAttribute("table_top", RobomimicAttributes.tableTop(table))
    }

    // robomimic's own datasets
    let width = 7 * (1 + demonstration.objects.count)
    try group.write("actions", OSCPoseAction.actions(of: demonstration), [frames, 7])
    try group.write("states", states(demonstration), [frames, width])
    let last = (0..<frames).map { $0 == frames - 1 ? 1 : 0 }
    try group.write("rewards", last.map(Double.init), [frames])
    try group.write("dones", last, [frames])

    // MimicGen's annotation
    let info = try group.makeGroup("datagen_info")
    try info.setAttribute("env_interface_name", "MG_\(environment ?? "Unknown")")
    try info.setAttribute("env_interface_type", "robosuite")
    try info.write("eef_pose", matrices(demonstration.eefPoses), [frames, 4, 4])
    try info.write("target_pose", matrices(demonstration.targetPoses), [frames, 4, 4])
    try info.write("gripper_action", demonstration.gripperActions, [frames, 1])
    let objects = try info.makeGroup("object_poses")
    for track in demonstration.objects {
      try objects.write(track.name, matrices(track.poses), [frames, 4, 4])
    }
    let signals = try info.makeGroup("subtask_term_signals")
    for signal in demonstration.signals {
      try signals.write(signal.name, signal.values.map { $0 ? 1 : 0 }, [frames])
    }
  }

  private static func matrices(_ poses: [Pose]) -> [Double] { poses.flatMap(\.rowMajor4x4) }

  /// End effector, then the objects: position and quaternion (w, x, y, z) each.
  private static func states(_ demonstration: Demonstration) -> [Double] {
    var states: [Double] = []
    for k in 0..<demonstration.frames {
      for pose in [demonstration.eefPoses[k]] + demonstration.objects.map({ $0.poses[k] }) {
        states += pose.sevenNumbers
      }
    }
    return states
  }
}
