import Episodes
import Tasks

extension SubtaskDescription {
  /// Puts options over the task's values; what does not concern a subtask at this place is left.
  mutating func apply(_ options: SubtaskMotionOptions, isFirst: Bool, isLast: Bool) {
    // choice; without an object there is nothing to be near to
    if let value = options.selectionStrategy, objectRef != nil { selectionStrategy = value }
    if let value = options.nnK { nnK = value }
    if let value = options.posWeight { posWeight = value }
    if let value = options.rotWeight { rotWeight = value }

    // boundaries: the last one is the end of the demonstration and never moves
    if let range = Self.range(options.subtaskTermOffsetRange), !isLast { termOffsetRange = range }
    let start = isFirst ? options.firstSubtaskStartOffsetRange : options.subtaskStartOffsetRange
    if let range = Self.range(start) { startOffsetRange = range }

    // course
    if let value = options.actionNoise { actionNoise = value }
    if let value = options.numFixedSteps { numFixedSteps = value }
    if let value = options.numSettleStepsBeforeGripper { numSettleStepsBeforeGripper = value }

    // bridges
    if let value = options.numInterpolationSteps { numInterpolationSteps = value }
    if let value = options.applyNoiseDuringInterpolation { applyNoiseDuringInterpolation = value }
    if let value = options.maxBridgeSpeed { maxBridgeSpeed = value }
    if let value = options.maxBridgeRotationSpeed { maxBridgeRotationSpeed = value }
    if let value = options.bridgeProfile { bridgeProfile = value }
    if let value = options.avoidCollisions { avoidCollisions = value }
    if let value = options.retreatDistance { retreatDistance = value }
    if let value = options.liftHeight { liftHeight = value }
    if let value = options.approachDistance { approachDistance = value }
  }

  private static func range(_ bounds: [Int]?) -> ClosedRange<Int>? {
    guard let bounds, bounds.count == 2, bounds[0] <= bounds[1] else { return nil }
    return bounds[0]...bounds[1]
  }
}
