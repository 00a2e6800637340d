import Geometry
import JSONText
import Scenes
import Tasks

/// Tasks as the API shows them.
enum TaskJSON {
  static func make(_ task: TaskDescription) throws -> JSON {
    [
      "name": JSON(task.name),
      "language": JSON(task.language),
      "paraphrases": .array(task.paraphrases.map { JSON($0) }),
      "robot": JSON(task.robot),
      "version": JSON(task.version),
      "control_frequency": JSON(task.controlFrequency),
      "objects": .array(
        try task.objects.map { object in
          [
            "name": JSON(object.name), "body": try JSON(encoding: object.body),
            "held": try JSON(encoding: object.mount), "z_symmetry": JSON(object.zSymmetry),
            "sites": .array(
              object.sites.map { ["name": JSON($0.name), "position": vector($0.position)] }),
            "regions": .array(
              object.regions.map {
                [
                  "name": JSON($0.name), "position": vector($0.pose.position),
                  "half_extents": vector($0.halfExtents),
                ]
              }),
          ]
        }),
      "distributions": .object(
        JSONObject(task.distributions.map { ($0.name, distribution($0)) })),
      "subtasks": .array(task.subtasks.map { subtask($0, of: task) }),
      // of a composite task: its steps, and the tasks whose demonstrations they take
      "skills": .array(
        task.skills.map { ["name": JSON($0.name), "task": JSON($0.skill.name)] }),
      "motions": [
        "select_src_per_subtask": JSON(task.generation.selectSrcPerSubtask),
        "transform_first_robot_pose": JSON(task.generation.transformFirstRobotPose),
        "interpolate_from_last_target_pose": JSON(task.generation.interpolateFromLastTargetPose),
        "balance_sources": JSON(task.generation.balanceSources),
        "max_steps": JSON(task.generation.maxSteps),
        "prescreen": JSON(task.generation.prescreen),
        "branches": JSON(task.generation.branches),
      ],
      "success": success(task),
      "kitchen": KitchenJSON.make(task),
    ]
  }

  private static func vector(_ v: Vector3) -> JSON { [JSON(v.x), JSON(v.y), JSON(v.z)] }

  /// The ranges of each object, metres and radians.
  private static func distribution(_ distribution: ResetDistribution) -> JSON {
    func pair(_ range: ClosedRange<Double>) -> JSON {
      [JSON(range.lowerBound), JSON(range.upperBound)]
    }
    let joints = distribution.joints.map { joint -> (String, JSON) in
      (joint.object, ["joint": pair(joint.range)])
    }
    let ranges = distribution.placements.map { placement -> (String, JSON) in
      (
        placement.object,
        [
          "x": pair(placement.x), "y": pair(placement.y),
          "z_rotation": pair(placement.zRotation), "z": pair(placement.z),
          "relative_to": JSON(placement.relativeTo),
        ]
      )
    }
    return .object(JSONObject(ranges + joints))
  }

  /// One subtask with the parameters that a job may override.
  private static func subtask(_ subtask: SubtaskDescription, of task: TaskDescription) -> JSON {
    func pair(_ range: ClosedRange<Int>) -> JSON {
      [JSON(range.lowerBound), JSON(range.upperBound)]
    }
    // the first subtask's start has a name of its own
    let isFirst = subtask == task.subtasks.first
    let start = isFirst ? "first_subtask_start_offset_range" : "subtask_start_offset_range"
    return [
      "name": JSON(subtask.name),
      "object_ref": JSON(subtask.objectRef.map { task.objects[$0].name }),
      "object_ref_facing": JSON(subtask.objectRefFacing.map { task.objects[$0].name }),
      "subtask_term_signal": JSON(subtask.termSignal),
      "subtask_term_offset_range": pair(subtask.termOffsetRange),
      start: pair(subtask.startOffsetRange),
      "selection_strategy": JSON(subtask.selectionStrategy.rawValue),
      "nn_k": JSON(subtask.nnK),
      "pos_weight": JSON(subtask.posWeight),
      "rot_weight": JSON(subtask.rotWeight),
      "action_noise": JSON(subtask.actionNoise),
      "num_interpolation_steps": JSON(subtask.numInterpolationSteps),
      "num_fixed_steps": JSON(subtask.numFixedSteps),
      "apply_noise_during_interpolation": JSON(subtask.applyNoiseDuringInterpolation),
      "num_settle_steps_before_gripper": JSON(subtask.numSettleStepsBeforeGripper),
      "max_bridge_speed": JSON(subtask.maxBridgeSpeed),
      "max_bridge_rotation_speed": JSON(subtask.maxBridgeRotationSpeed),
      "bridge_profile": JSON(subtask.bridgeProfile.rawValue),
      "avoid_collisions": JSON(subtask.avoidCollisions),
      "retreat_distance": JSON(subtask.retreatDistance),
      "lift_height": JSON(subtask.liftHeight),
      "approach_distance": JSON(subtask.approachDistance),
    ]
  }

  /// When an attempt counts.
  private static func success(_ task: TaskDescription) -> JSON {
    let success = task.success
    return [
      "released": .array(success.released.map { JSON(task.objects[$0].name) }),
      "dwell": JSON(success.dwell),
      "settle": JSON(success.settle),
      "stay": JSON(success.stay),
      "max_speed": JSON(success.maxSpeed),
      "max_penetration": JSON(success.maxPenetration),
      "max_object_speed": JSON(success.maxObjectSpeed),
      "max_fallback_share": JSON(success.maxFallbackShare),
    ]
  }
}
