/// The paths by which errors name the parts of one demonstration in its file.
struct DemonstrationField {
  let format: DemonstrationFormat
  /// `data/demo_0` or `demonstrations[0]`.
  let path: String

  /// Of the demonstration at `index` in its file, called `name`.
  init(_ format: DemonstrationFormat, index: Int, name: String) {
    self.format = format
    path = format == .robomimic ? "data/\(name)" : "demonstrations[\(index)]"
  }

  private func info(_ name: String) -> String {
    format == .robomimic ? "\(path)/datagen_info/\(name)" : "\(path).\(name)"
  }

  var name: String { format == .robomimic ? path : "\(path).name" }
  var robot: String { format == .robomimic ? "data@env_args.env_kwargs.robots" : "robot" }
  var controlFrequency: String {
    format == .robomimic ? "data@env_args.env_kwargs.control_freq" : "control_frequency"
  }
  var source: String { format == .robomimic ? "\(path)@source" : "\(path).source" }
  var eefPose: String { info("eef_pose") }
  var targetPose: String { info("target_pose") }
  var gripperAction: String { info("gripper_action") }
  var objects: String { format == .robomimic ? info("object_poses") : info("objects") }
  var signals: String { info("subtask_term_signals") }
  var tableTop: String { format == .robomimic ? "\(path)@table_top" : "\(path).table_top" }
  var robotBasePose: String {
    format == .robomimic ? "\(path)@robot_base_pose" : "\(path).robot_base_pose"
  }

  /// The poses of an object.
  func poses(of name: String) -> String {
    format == .robomimic ? "\(objects)/\(name)" : "\(objects)[\(name)].poses"
  }

  /// The mass and geoms of an object.
  func body(of name: String) -> String {
    format == .robomimic ? "\(path)@object_geoms.\(name)" : "\(objects)[\(name)]"
  }

  /// A subtask termination signal.
  func signal(_ name: String) -> String {
    format == .robomimic ? "\(signals)/\(name)" : "\(signals).\(name)"
  }
}
