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

  @Option(
    help: "LOW,HIGH: range that a later subtask's start lies after the end before, control steps.")
  var subtaskStartOffsetRange: OffsetRange?

  @Option(help: "LOW,HIGH: frames of which the first subtask starts at one.")
  var firstSubtaskStartOffsetRange: OffsetRange?

  @Option(help: "Quiet steps held before each change of the gripper.")
  var numSettleStepsBeforeGripper: Int?

  @Option(help: "Top speed of bridges, m/s; longer ways take more steps.")
  var maxBridgeSpeed: Double?

  @Option(help: "Top turning speed of bridges, rad/s.")
  var maxBridgeRotationSpeed: Double?

  @Option(help: "How a bridge goes over time; one of \(BridgeProfile.names).")
  var bridgeProfile: BridgeProfile?

  @Option(help: "Whether a bridge that would touch something takes a detour.")
  var avoidCollisions: Bool?

  @Option(help: "How far a detour first draws back, metres.")
  var retreatDistance: Double?

  @Option(help: "How far above its ends a detour travels, metres.")
  var liftHeight: Double?

  @Option(help: "How far before the segment a detour comes down, metres.")
  var approachDistance: Double?

  @Option(help: "Whether source demonstrations take turns instead of being drawn.")
  var balanceSources: Bool?

  @Option(help: "The most control steps of an attempt.")
  var maxSteps: Int?

  @Option(help: "Whether reach, limits, saturation and bridges are tested before physics.")
  var prescreen: Bool?

  @Option(help: "How many motions share their beginnings; 1 for none.")
  var branches: Int?

  @Option(
    name: .customLong("subtask"),
    help: ArgumentHelp(
      "An option of one subtask, by its name in jobs; may be repeated.",
      valueName: "subtask.option=value"))
  var subtaskOptions: [SubtaskArgument] = []

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
    get throws {
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
      options.subtaskStartOffsetRange = subtaskStartOffsetRange?.bounds
      options.firstSubtaskStartOffsetRange = firstSubtaskStartOffsetRange?.bounds
      options.numSettleStepsBeforeGripper = numSettleStepsBeforeGripper
      options.maxBridgeSpeed = maxBridgeSpeed
      options.maxBridgeRotationSpeed = maxBridgeRotationSpeed
      options.bridgeProfile = bridgeProfile
      options.avoidCollisions = avoidCollisions
      options.retreatDistance = retreatDistance
      options.liftHeight = liftHeight
      options.approachDistance = approachDistance
      options.balanceSources = balanceSources
      options.maxSteps = maxSteps
      options.prescreen = prescreen
      options.branches = branches
      if !subtaskOptions.isEmpty {
        options.subtasks = try SubtaskArgument.options(subtaskOptions)
      }
      return options
    }
  }

  func validate() throws {
    guard let problem = try options.problem else { return }
    // an option of one subtask keeps its name
    let flag = problem.name.replacing("_", with: "-")
    let own = problem.name.wholeMatch(of: /subtasks\.(.*)/).map { "subtask \($0.1)" }
    throw ValidationError("--\(own ?? flag) \(problem.reason).")
  }
}

extension SelectionStrategy: ExpressibleByArgument {
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension BridgeProfile: ExpressibleByArgument {
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
