import Authoring
import Episodes

/// Reads a task's `generation`: what holds for its attempts as a whole.
enum GenerationReader {
  /// The switches of a node, or the defaults where there is none.
  static func generation(_ node: AuthoredNode?) throws(AuthoringError) -> GenerationDescription {
    var generation = GenerationDescription()
    guard let node else { return generation }
    let fields = try node.fields([
      "select_src_per_subtask", "transform_first_robot_pose", "interpolate_from_last_target_pose",
      "balance_sources", "max_steps", "prescreen", "branches",
    ])
    if let value = fields["select_src_per_subtask"] {
      generation.selectSrcPerSubtask = try value.bool()
    }
    if let value = fields["transform_first_robot_pose"] {
      generation.transformFirstRobotPose = try value.bool()
    }
    if let value = fields["interpolate_from_last_target_pose"] {
      generation.interpolateFromLastTargetPose = try value.bool()
    }
    if let value = fields["balance_sources"] { generation.balanceSources = try value.bool() }
    if let value = fields["max_steps"] {
      generation.maxSteps = try value.int(in: MotionRanges.maxSteps)
    }
    if let value = fields["prescreen"] { generation.prescreen = try value.bool() }
    if let value = fields["branches"] {
      generation.branches = try value.int(in: MotionRanges.branches)
    }
    return generation
  }
}
