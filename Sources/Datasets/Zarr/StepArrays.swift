import Episodes
import Geometry

/// What a training program takes of one episode: arrays of T rows each, by name.
struct StepArrays {
  /// One array of numbers.
  struct Column {
    var key: String
    var width: Int
    /// (T, width).
    var values: [Float]
  }

  private(set) var columns: [Column] = []
  private let steps: Int

  /// The arrays of an episode; `objects` are those that observations tell of.
  init(
    _ episode: Episode, objects: [RobomimicObject], naming: ReplayBufferNaming,
    actionSpace: ActionSpace
  ) {
    steps = episode.steps
    switch naming {
    case .robosuite:
      let width = actionSpace.names(of: episode).count
      add("action", width, actionSpace.actions(of: episode))
      for array in RobomimicObservations(episode, objects: objects).arrays {
        // an object-less episode has none of their numbers
        if array.width > 0 { add(array.key, array.width, array.values) }
      }
    case .umi: addHand(episode)
    }
  }

  /// The hand as UMI has it (Chi and others 2024): poses by rotation vectors, the fingers' opening.
  private mutating func addHand(_ episode: Episode) {
    var positions: [Double] = []
    var turns: [Double] = []
    var widths: [Double] = []
    for step in 0..<steps {
      let pose = episode.eefPose(atStep: step)
      positions += Self.numbers(pose.position)
      turns += Self.numbers(pose.orientation.rotationVector)
      widths.append(
        episode.gripperPositions[2 * step] - episode.gripperPositions[2 * step + 1])
    }
    add("robot0_eef_pos", 3, positions)
    add("robot0_eef_rot_axis_angle", 3, turns)
    add("robot0_gripper_width", 1, widths)
    // where the demonstration began and ended, in each of its rows
    for (key, step) in [("robot0_demo_start_pose", 0), ("robot0_demo_end_pose", steps - 1)] {
      let pose = episode.eefPose(atStep: step)
      let numbers =
        Self.numbers(pose.position) + Self.numbers(pose.orientation.rotationVector)
      add(key, 6, Array(repeatElement(numbers, count: steps).joined()))
    }
  }

  /// The first T rows of what may have one more.
  private mutating func add(_ key: String, _ width: Int, _ values: [Double]) {
    columns.append(
      Column(key: key, width: width, values: values.prefix(steps * width).map { Float($0) }))
  }

  private static func numbers(_ v: Vector3) -> [Double] { [v.x, v.y, v.z] }
}
