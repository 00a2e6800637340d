import Episodes
import JSONText

/// A recorded episode as arrays of JSON.
enum EpisodeStatesJSON {
  static func make(id: String, _ episode: Episode) -> JSON {
    [
      "id": JSON(id),
      "bodies": .array(episode.bodies.map { JSON($0) }),
      "control_frequency": JSON(episode.recipe.controlFrequency),
      "steps": JSON(episode.steps),
      "states": rows(episode.states, width: episode.stateRowWidth),
      "actions": rows(episode.actions, width: episode.actionWidth),
      "target_poses": rows(episode.targetPoses, width: 7),
      "joint_positions": rows(episode.jointPositions, width: episode.jointCount),
      "gripper_positions": rows(episode.gripperPositions, width: 2),
      "signals": .object(
        JSONObject(zip(episode.signalNames, episode.signals.map(flags)))),
      "subtasks": .array(episode.subtasks.map { JSON($0) }),
      "goal_reached": flags(episode.goalReached),
    ]
  }

  private static func flags(_ values: [Bool]) -> JSON { .array(values.map { JSON($0) }) }

  /// A flat array cut into rows.
  private static func rows(_ numbers: [Double], width: Int) -> JSON {
    guard width > 0 else { return [] }
    return .array(
      stride(from: 0, to: numbers.count, by: width).map { start in
        .numbers(Array(numbers[start..<min(start + width, numbers.count)]))
      })
  }
}
