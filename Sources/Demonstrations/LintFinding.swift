/// Something odd in a demonstration, which can be used all the same but may multiply badly.
public struct LintFinding: Sendable, Hashable, Codable {
  /// What is odd: a closed set.
  public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
    /// The hand keeps still for long.
    case idleStretch = "idle_stretch"
    /// Signals rise, or objects first move, in another order than in the siblings.
    case orderDiffers = "order_differs"
    /// A signal of the task has not exactly one rise; with none the upload is refused.
    case missingEdge = "missing_edge"
    /// A subtask holds very few frames.
    case segmentTooShort = "segment_too_short"
    /// The hand moves while the gripper closes or opens.
    case gripperMovingWhileClosing = "gripper_moving_while_closing"
    /// Targets are further from the hand than an action can say, and are cut off.
    case targetFarFromEef = "target_far_from_eef"
    /// An object moves further in one frame than anything pushed or carried does.
    case objectJump = "object_jump"
  }

  /// How much it matters.
  public enum Severity: String, Sendable, Hashable, Codable, CaseIterable {
    /// Costs time, not success.
    case note
    /// Likely costs success.
    case warning
  }

  public var code: Code
  public var severity: Severity
  /// The demonstration's name in its file.
  public var demonstration: String
  /// Name of the subtask in which it begins; nil when it belongs to none.
  public var subtask: String?
  /// The first and the last frame, both inclusive.
  public var frames: [Int]
  /// In words, with the numbers.
  public var message: String

  public init(
    code: Code, severity: Severity, demonstration: String, subtask: String?,
    frames: ClosedRange<Int>, message: String
  ) {
    self.code = code
    self.severity = severity
    self.demonstration = demonstration
    self.subtask = subtask
    self.frames = [frames.lowerBound, frames.upperBound]
    self.message = message
  }
}
