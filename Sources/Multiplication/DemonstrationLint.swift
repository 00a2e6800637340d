import Demonstrations
import Geometry
import Tasks

/// Looks over the demonstrations of one upload for what makes them multiply badly.
///
/// Nothing that it finds forbids their use; what does is a `SegmentationError`.
public struct DemonstrationLint: Sendable {
  /// The thresholds, each with its unit.
  public enum Threshold {
    /// Seconds that the hand may keep still.
    public static let idleSeconds = 1.0
    /// Metres and radians that the hand moves by at most while it keeps still.
    public static let idleMetres = 0.001
    public static let idleRadians = 0.01
    /// Frames by which two events must be apart to have an order.
    public static let orderFrames = 5
    /// Metres from its first place at which an object counts as moved.
    public static let movedMetres = 0.02
    /// Frames that a subtask should have, and should keep when its boundaries are jittered.
    public static let segmentFrames = 10
    public static let jitteredFrames = 3
    /// Metres per second of the hand while the gripper closes or opens.
    public static let gripperSpeed = 0.05
    /// Seconds after the gripper's action flips in which it closes or opens.
    public static let gripperSeconds = 0.15
    /// Metres along an axis that a target may be ahead of the hand: an action of 1, and a little for
    /// rounding.
    public static let targetMetres = OSCPoseAction.positionScale * 1.02
    /// Metres that an object may move in one frame.
    public static let jumpMetres = 0.05
  }

  let task: TaskDescription
  let segmented: [SegmentedDemonstration]

  /// A lint of demonstrations that were cut by this task.
  public init(_ segmented: [SegmentedDemonstration], task: TaskDescription) {
    self.segmented = segmented
    self.task = task
  }

  /// The findings of each demonstration, by frame.
  public func findings() -> [[LintFinding]] {
    segmented.indices.map { index in
      let one = segmented[index]
      let all =
        idleStretches(one) + order(index) + edges(one) + shortSegments(one) + gripperMotion(one)
        + farTargets(one) + jumps(one)
      return all.enumerated().sorted {
        ($0.element.frames[0], $0.offset) < ($1.element.frames[0], $1.offset)
      }.map(\.element)
    }
  }

  /// The code that a refusal belongs to, so that both speak of the same thing; nil for others.
  public static func code(of error: SegmentationError) -> LintFinding.Code? {
    guard error.field.hasPrefix("subtask_term_signals/") else { return nil }
    return error.reason.contains("left empty") ? .segmentTooShort : .missingEdge
  }

  /// A finding in a demonstration; it belongs to the subtask in which it begins.
  func finding(
    _ code: LintFinding.Code, _ severity: LintFinding.Severity, _ one: SegmentedDemonstration,
    _ frames: ClosedRange<Int>, _ message: String
  ) -> LintFinding {
    let index = one.subtaskEnds.firstIndex { frames.lowerBound < $0 }
    return LintFinding(
      code: code, severity: severity, demonstration: one.demonstration.name,
      subtask: index.map { task.subtasks[$0].name }, frames: frames, message: message)
  }

  /// A number with so many digits after the point.
  static func text(_ value: Double, digits: Int = 1) -> String {
    let scale = digits == 0 ? 1 : digits == 1 ? 10 : 100
    let units = Int((value * Double(scale)).rounded())
    guard digits > 0 else { return "\(units)" }
    let rest = "\(units % scale)"
    return "\(units / scale).\(String(repeating: "0", count: digits - rest.count))\(rest)"
  }

  /// The runs of neighbouring frames that a condition holds in.
  static func runs(_ frames: Range<Int>, where holds: (Int) -> Bool) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for frame in frames where holds(frame) {
      if let last = runs.last, last.upperBound == frame - 1 {
        runs[runs.count - 1] = last.lowerBound...frame
      } else {
        runs.append(frame...frame)
      }
    }
    return runs
  }
}
