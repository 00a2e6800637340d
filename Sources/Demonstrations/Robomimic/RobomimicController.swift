import JSONText

/// The controller of robosuite that takes a file's actions, as `env_args` tell of it.
public enum RobomimicController: Sendable, Hashable {
  /// OSC_POSE, relative to the measured pose and normalized.
  case deltaPose
  /// OSC_POSE with `control_delta` off: position in metres and rotation vector in radians, in the world.
  case absolutePose
  /// JOINT_POSITION with absolute input, radians, which robosuite has from 1.5 on.
  case jointPositions

  /// What `controller_configs` holds.
  var json: JSON {
    switch self {
    case .deltaPose, .absolutePose:
      let limits = [0.05, 0.05, 0.05, 0.5, 0.5, 0.5]
      // limits are for deltas; absolute input passes by them
      return [
        "type": "OSC_POSE", "input_max": 1, "input_min": -1,
        "output_max": .numbers(limits), "output_min": .numbers(limits.map { -$0 }),
        "kp": 150, "damping_ratio": 1, "impedance_mode": "fixed",
        "uncouple_pos_ori": true, "control_delta": JSON(self == .deltaPose),
      ]
    case .jointPositions:
      return [
        "type": "JOINT_POSITION", "input_max": 1, "input_min": -1, "output_max": 0.05,
        "output_min": -0.05, "kp": 50, "damping_ratio": 1, "impedance_mode": "fixed",
        "input_type": "absolute",
      ]
    }
  }
}
