import Episodes

/// The frames of one episode as LeRobot has them, without pictures: T rows of each feature.
struct LeRobotFrames {
  /// Values of a feature, row by row.
  enum Values {
    case floats([Float])
    case integers([Int64])
    case flags([Bool])

    /// As statistics take them.
    var doubles: [Double] {
      switch self {
      case .floats(let values): values.map(Double.init)
      case .integers(let values): values.map(Double.init)
      case .flags(let values): values.map { $0 ? 1 : 0 }
      }
    }
  }

  private(set) var features: [LeRobotFeature] = []
  private(set) var values: [Values] = []

  /// The frames of an episode: its number, the number of its first frame in the dataset, and its task's.
  init(
    _ episode: Episode, objects: [RobomimicObject], index: Int, firstFrame: Int, task: Int,
    actionSpace: ActionSpace = .deltaPose
  ) {
    let steps = episode.steps
    let observations = RobomimicObservations(episode, objects: objects)

    // what the robot knows of itself, and what only the simulator knows
    let joints = (1...max(1, episode.jointCount)).map { "joint_\($0)" }
    let robot: [(key: String, names: [String])] = [
      ("robot0_eef_pos", ["eef_x", "eef_y", "eef_z"]),
      ("robot0_eef_quat", ["eef_qx", "eef_qy", "eef_qz", "eef_qw"]),
      ("robot0_gripper_qpos", ["gripper_left", "gripper_right"]),
      ("robot0_joint_pos", episode.jointCount > 0 ? joints : []),
    ]
    let arrays = robot.compactMap { observations[$0.key] }
    add(
      .vector("observation.state", robot.flatMap(\.names)), Self.side(by: arrays, rows: steps))
    if let object = observations["object"], object.width > 0 {
      let names = objects.flatMap { object in
        ["x", "y", "z", "qx", "qy", "qz", "qw", "eef_dx", "eef_dy", "eef_dz"].map {
          "\(object.name)_\($0)"
        }
      }
      add(
        .vector("observation.environment_state", names), Self.side(by: [object], rows: steps))
    }

    // what was done
    add(
      .vector("action", actionSpace.names(of: episode)),
      .floats(actionSpace.actions(of: episode).map { Float($0) }))

    // sparse: 1 while the goal holds, and at the end, as only successes are kept
    let reached = (0..<steps).map { episode.goalReached[$0] || $0 == steps - 1 }
    add(.scalar("next.reward", .float32), .floats(reached.map { $0 ? 1 : 0 }))
    add(.scalar("next.done", .bool), .flags((0..<steps).map { $0 == steps - 1 }))
    add(.scalar("next.success", .bool), .flags(reached))

    // where a frame is
    let frequency = episode.recipe.controlFrequency
    add(
      .scalar("timestamp", .float32), .floats((0..<steps).map { Float(Double($0) / frequency) }))
    add(.scalar("frame_index", .int64), .integers((0..<steps).map(Int64.init)))
    add(.scalar("episode_index", .int64), .integers(Self.same(index, steps)))
    add(
      .scalar("index", .int64), .integers((firstFrame..<firstFrame + steps).map(Int64.init)))
    add(.scalar("task_index", .int64), .integers(Self.same(task, steps)))
  }

  private mutating func add(_ feature: LeRobotFeature, _ values: Values) {
    features.append(feature)
    self.values.append(values)
  }

  /// The rows of several arrays, one array's numbers after the other's.
  private static func side(by arrays: [RobomimicObservations.Array], rows: Int) -> Values {
    var values: [Float] = []
    values.reserveCapacity(rows * arrays.reduce(0) { $0 + $1.width })
    for row in 0..<rows {
      for array in arrays {
        for number in array.values[row * array.width..<(row + 1) * array.width] {
          values.append(Float(number))
        }
      }
    }
    return .floats(values)
  }

  private static func same(_ value: Int, _ count: Int) -> [Int64] {
    Array(repeating: Int64(value), count: count)
  }
}
