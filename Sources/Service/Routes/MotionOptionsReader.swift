import Episodes

/// Reads the generator's parameters: types here, ranges by the options themselves.
enum MotionOptionsReader {
  private typealias Option = MotionOptions.CodingKeys
  private typealias SubtaskOption = SubtaskMotionOptions.CodingKeys

  /// The options of a job's `motions`, beside which its count stands.
  static func read(_ reader: inout FieldReader) -> MotionOptions {
    var options = MotionOptions()
    func name(_ key: Option) -> String { key.rawValue }
    options.everySubtask = subtask(&reader)
    options.subtasks = reader.map(name(.subtasks), required: false) { subtask(&$0) }
    options.selectSrcPerSubtask = reader.flag(name(.selectSrcPerSubtask), required: false)
    options.transformFirstRobotPose = reader.flag(
      name(.transformFirstRobotPose), required: false)
    options.interpolateFromLastTargetPose = reader.flag(
      name(.interpolateFromLastTargetPose), required: false)
    options.balanceSources = reader.flag(name(.balanceSources), required: false)
    options.maxSteps = integer(&reader, name(.maxSteps))
    options.prescreen = reader.flag(name(.prescreen), required: false)
    options.branches = integer(&reader, name(.branches))
    if let problem = options.problem { reader.fail(problem.name, problem.reason) }
    return options
  }

  /// The options of a subtask, or of all.
  private static func subtask(_ reader: inout FieldReader) -> SubtaskMotionOptions {
    var options = SubtaskMotionOptions()
    func name(_ key: SubtaskOption) -> String { key.rawValue }
    func number(_ key: SubtaskOption) -> Double? {
      reader.number(name(key), required: false)
    }
    func pair(_ key: SubtaskOption) -> [Int]? {
      reader.integers(name(key), count: 2...2, required: false)
    }

    // choice of a source
    options.selectionStrategy = reader.choice(
      name(.selectionStrategy), as: SelectionStrategy.self, required: false)
    options.nnK = integer(&reader, name(.nnK))
    options.posWeight = number(.posWeight)
    options.rotWeight = number(.rotWeight)

    // segment
    options.actionNoise = number(.actionNoise)
    options.subtaskTermOffsetRange = pair(.subtaskTermOffsetRange)
    options.subtaskStartOffsetRange = pair(.subtaskStartOffsetRange)
    options.firstSubtaskStartOffsetRange = pair(.firstSubtaskStartOffsetRange)
    options.numSettleStepsBeforeGripper = integer(&reader, name(.numSettleStepsBeforeGripper))

    // bridge
    options.numInterpolationSteps = integer(&reader, name(.numInterpolationSteps))
    options.numFixedSteps = integer(&reader, name(.numFixedSteps))
    options.applyNoiseDuringInterpolation = reader.flag(
      name(.applyNoiseDuringInterpolation), required: false)
    options.maxBridgeSpeed = number(.maxBridgeSpeed)
    options.maxBridgeRotationSpeed = number(.maxBridgeRotationSpeed)
    options.bridgeProfile = reader.choice(
      name(.bridgeProfile), as: BridgeProfile.self, required: false)
    options.avoidCollisions = reader.flag(name(.avoidCollisions), required: false)
    options.retreatDistance = number(.retreatDistance)
    options.liftHeight = number(.liftHeight)
    options.approachDistance = number(.approachDistance)
    return options
  }

  private static func integer(_ reader: inout FieldReader, _ name: String) -> Int? {
    reader.integer(name, in: Int.min...Int.max, required: false)
  }
}
