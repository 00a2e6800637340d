import ArgumentParser
import Episodes

/// Every option of the motion generator under its own name.
struct MotionArguments: ParsableArguments {
  @Option(help: "How a source segment is chosen; one of \(SelectionStrategy.names).")
  var selectionStrategy: SelectionStrategy?

  @Option(help: "How many nearest neighbours are drawn from.")
  var nnK: Int?

  @Option(help: "Weight of the position in the nearest-neighbour distance, per metre.")
  var posWeight: Double?

  @Option(help: "Weight of the rotation in the nearest-neighbour distance, per radian.")
  var rotWeight: Double?

  @Option(help: "Standard deviation of the noise on the normalized pose actions.")
  var actionNoise: Double?

  @Option(help: "Waypoints of the bridge to the next segment.")
  var numInterpolationSteps: Int?

  @Option(help: "Steps held at a segment's first waypoint.")
  var numFixedSteps: Int?

  @Option(help: "Whether bridges are noisy too.")
  var applyNoiseDuringInterpolation: Bool?

  @Option(help: "LOW,HIGH: range that each subtask boundary is moved by, control steps.")
  var subtaskTermOffsetRange: OffsetRange?

  @Option(help: "Whether each subtask chooses its source demonstration anew.")
  var selectSrcPerSubtask: Bool?

  @Option(help: "Whether later subtasks too start from their segment's first pose.")
  var transformFirstRobotPose: Bool?

  @Option(help: "Whether a bridge starts at the last target instead of the measured pose.")
  var interpolateFromLastTargetPose: Bool?

  /// `LOW,HIGH` in control steps.
  struct OffsetRange: ExpressibleByArgument {
    var bounds: [Int]

    init?(argument: String) {
      bounds = argument.split(separator: ",").compactMap { Int($0) }
      if bounds.count != 2 { return nil }
    }
  }

  /// The options that were given; the task's own values stand for the others.
  var options: MotionOptions {
    var options = MotionOptions()
    options.selectionStrategy = selectionStrategy
    options.nnK = nnK
    options.posWeight = posWeight
    options.rotWeight = rotWeight
    options.actionNoise = actionNoise
    options.numInterpolationSteps = numInterpolationSteps
    options.numFixedSteps = numFixedSteps
    options.applyNoiseDuringInterpolation = applyNoiseDuringInterpolation
    options.subtaskTermOffsetRange = subtaskTermOffsetRange?.bounds
    options.selectSrcPerSubtask = selectSrcPerSubtask
    options.transformFirstRobotPose = transformFirstRobotPose
    options.interpolateFromLastTargetPose = interpolateFromLastTargetPose
    return options
  }

  func validate() throws {
    guard let problem = options.problem else { return }
    let flag = problem.name.replacing("_", with: "-")
    throw ValidationError("--\(flag) \(problem.reason).")
  }
}

extension SelectionStrategy: ExpressibleByArgument {
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
