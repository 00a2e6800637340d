import Authoring
import Episodes

extension SubtaskReader {
  /// Reads how a subtask is bridged to, and how its bridges keep clear of things.
  static func readBridge(
    _ fields: AuthoredFields, into subtask: inout SubtaskDescription
  ) throws(AuthoringError) {
    // speed and its course over time
    subtask.maxBridgeSpeed = try fields["max_bridge_speed"]?.double(in: MotionRanges.speed)
    subtask.maxBridgeRotationSpeed = try fields["max_bridge_rotation_speed"]?.double(
      in: MotionRanges.speed)
    if let node = fields["bridge_profile"] {
      guard let profile = BridgeProfile(rawValue: try node.string()) else {
        let known = BridgeProfile.allCases.map(\.rawValue).joined(separator: ", ")
        throw node.error("must be one of \(known)")
      }
      subtask.bridgeProfile = profile
    }

    // detours
    if let node = fields["avoid_collisions"] { subtask.avoidCollisions = try node.bool() }
    if let node = fields["retreat_distance"] {
      subtask.retreatDistance = try node.double(in: MotionRanges.distance)
    }
    if let node = fields["lift_height"] {
      subtask.liftHeight = try node.double(in: MotionRanges.lift)
    }
    if let node = fields["approach_distance"] {
      subtask.approachDistance = try node.double(in: MotionRanges.distance)
    }
  }
}
