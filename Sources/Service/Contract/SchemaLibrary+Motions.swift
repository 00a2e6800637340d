import Episodes
import Farm

extension SchemaLibrary {
  /// The generator's parameters, by MimicGen's and Isaac Lab Mimic's names.
  static let motions = Schema.object(
    subtaskOptions.merging([
      "count": .integer(1, UInt64(Mill.mostMotions)),
      "subtasks?": Schema.map(.object(subtaskOptions, isClosed: true)).described(
        "Options of single subtasks, by the subtask's name; they win over those beside."),
      "select_src_per_subtask?": Schema.boolean.described(
        "Each subtask chooses its source anew; Isaac Lab's generation_select_src_per_subtask."),
      "transform_first_robot_pose?": Schema.boolean.described(
        "Later subtasks, too, start from the recorded pose; with generation_ in Isaac Lab."),
      "interpolate_from_last_target_pose?": Schema.boolean.described(
        "A bridge starts at the last target; with generation_ in Isaac Lab."),
      "balance_sources?": Schema.boolean.described("Sources take turns instead of being drawn."),
      "max_steps?": integer(MotionRanges.maxSteps).described("Cap of an attempt's control steps."),
      "prescreen?": Schema.boolean.described(
        "Test reach, limits, saturation and bridges before physics."),
      "branches?": integer(MotionRanges.branches).described(
        "Motions that share their beginnings, tried again from subtask boundaries."),
    ]) { $1 }, isClosed: true)

  /// What may be set for all subtasks, or for one.
  private static let subtaskOptions: [String: Schema] = [
    "selection_strategy?": .choice(SelectionStrategy.allCases.map(\.rawValue)),
    "nn_k?": integer(MotionRanges.nnK),
    "pos_weight?": number(MotionRanges.weight),
    "rot_weight?": number(MotionRanges.weight),
    "action_noise?": number(MotionRanges.actionNoise),
    "num_interpolation_steps?": integer(MotionRanges.steps),
    "num_fixed_steps?": integer(MotionRanges.steps),
    "apply_noise_during_interpolation?": .boolean,
    "subtask_term_offset_range?": .array(integer(MotionRanges.offset), 2...2),
    "subtask_start_offset_range?": Schema.array(integer(MotionRanges.offset), 2...2).described(
      "Control steps from the end of the subtask before to a later subtask's start."),
    "first_subtask_start_offset_range?": Schema.array(integer(MotionRanges.firstOffset), 2...2)
      .described("Frames of which the first subtask starts at one."),
    "num_settle_steps_before_gripper?": integer(MotionRanges.steps).described(
      "Quiet steps held at the target of each gripper change, before it."),
    "max_bridge_speed?": number(MotionRanges.speed).described("m/s; longer ways take more steps."),
    "max_bridge_rotation_speed?": number(MotionRanges.speed).described("rad/s."),
    "bridge_profile?": .choice(BridgeProfile.allCases.map(\.rawValue)),
    "avoid_collisions?": Schema.boolean.described(
      "A bridge that would touch something draws back, rises, travels and comes down instead."),
    "retreat_distance?": number(MotionRanges.distance).described("Metres; 0.03 if not set."),
    "lift_height?": number(MotionRanges.lift).described(
      "Metres, twice and three times as much when needed; 0.1 if not set."),
    "approach_distance?": number(MotionRanges.distance).described("Metres; 0.03 if not set."),
  ]

  private static func integer(_ range: ClosedRange<Int>) -> Schema {
    .integer(range.lowerBound, UInt64(range.upperBound))
  }

  private static func number(_ range: ClosedRange<Double>) -> Schema {
    .number(range.lowerBound, range.upperBound)
  }
}
