extension SubtaskMotionOptions {
  /// The first value out of range as (name, reason), or nil when all are usable.
  public var problem: (name: String, reason: String)? {
    let key: (CodingKeys) -> String = { $0.rawValue }

    // whole numbers
    let counts: [(CodingKeys, Int?, ClosedRange<Int>)] = [
      (.nnK, nnK, MotionRanges.nnK),
      (.numInterpolationSteps, numInterpolationSteps, MotionRanges.steps),
      (.numFixedSteps, numFixedSteps, MotionRanges.steps),
      (.numSettleStepsBeforeGripper, numSettleStepsBeforeGripper, MotionRanges.steps),
    ]
    for case (let name, let value?, let range) in counts where !range.contains(value) {
      return (key(name), "must be between \(range.lowerBound) and \(range.upperBound)")
    }

    // numbers; NaN is in no range
    let numbers: [(CodingKeys, Double?, ClosedRange<Double>)] = [
      (.posWeight, posWeight, MotionRanges.weight),
      (.rotWeight, rotWeight, MotionRanges.weight),
      (.actionNoise, actionNoise, MotionRanges.actionNoise),
      (.maxBridgeSpeed, maxBridgeSpeed, MotionRanges.speed),
      (.maxBridgeRotationSpeed, maxBridgeRotationSpeed, MotionRanges.speed),
      (.retreatDistance, retreatDistance, MotionRanges.distance),
      (.liftHeight, liftHeight, MotionRanges.lift),
      (.approachDistance, approachDistance, MotionRanges.distance),
    ]
    for case (let name, let value?, let range) in numbers where !range.contains(value) {
      return (key(name), "must be between \(range.lowerBound) and \(range.upperBound)")
    }

    // pairs
    let pairs: [(CodingKeys, [Int]?, ClosedRange<Int>)] = [
      (.subtaskTermOffsetRange, subtaskTermOffsetRange, MotionRanges.offset),
      (.subtaskStartOffsetRange, subtaskStartOffsetRange, MotionRanges.offset),
      (.firstSubtaskStartOffsetRange, firstSubtaskStartOffsetRange, MotionRanges.firstOffset),
    ]
    for case (let name, let value?, let range) in pairs {
      if value.count == 2, value[0] <= value[1], value.allSatisfy(range.contains) { continue }
      let (low, high) = (range.lowerBound, range.upperBound)
      return (key(name), "must be [low, high] with \(low) <= low <= high <= \(high)")
    }
    return nil
  }
}
