import Demonstrations
import Geometry
import Tasks

/// A demonstration cut into a task's subtasks at the rising edges of its signals.
public struct SegmentedDemonstration: Sendable {
  public let demonstration: Demonstration
  /// The first frame after each subtask, before any jitter; the last is the number of frames.
  public let subtaskEnds: [Int]
  /// The tracks of the task's objects, in the task's order.
  let objects: [Demonstration.ObjectTrack]
  /// The frame from which each object has come to rest after the reset.
  private let restFrames: [Int]

  /// Cuts a demonstration.
  ///
  /// A subtask ends one frame after the first rise of its signal since the last one ended (MimicGen,
  /// section 4); no jitter that the task allows may empty a subtask.
  ///
  /// - Throws: `SegmentationError` naming what the demonstration lacks.
  public init(_ demonstration: Demonstration, task: TaskDescription) throws(SegmentationError) {
    var tracks: [Demonstration.ObjectTrack] = []
    for object in task.objects {
      guard let track = demonstration.object(object.name) else {
        throw SegmentationError(
          field: "object_poses/\(object.name)", reason: "the task \(task.name) needs this object")
      }
      tracks.append(track)
    }
    guard (demonstration.controlFrequency - task.controlFrequency).magnitude < 1e-6 else {
      throw SegmentationError(
        field: "control_frequency",
        reason: "is \(demonstration.controlFrequency) Hz; the task runs at "
          + "\(task.controlFrequency) Hz")
    }
    guard demonstration.robot == task.robot else {
      throw SegmentationError(
        field: "robot", reason: "is \(demonstration.robot); the task is for \(task.robot)")
    }

    var ends: [Int] = []
    var previous = 0
    for subtask in task.subtasks {
      guard let name = subtask.termSignal else {
        ends.append(demonstration.frames)
        continue
      }
      let end = try Self.end(of: name, after: previous, in: demonstration)
      ends.append(end)
      previous = end
    }
    // a last subtask with a signal still runs to the end
    ends[ends.count - 1] = demonstration.frames

    if let error = Self.emptied(ends, subtasks: task.subtasks) { throw error }
    self.demonstration = demonstration
    subtaskEnds = ends
    objects = tracks
    restFrames = tracks.map { Self.restFrame($0.poses) }
  }

  /// The pose of an object that a segment starting at `frame` is relative to.
  ///
  /// Simulators drop their objects at reset (robosuite from 10 mm), so that the first frames show them
  /// in the air; a motion relative to those would reach that much too low. Where a segment starts
  /// before an object has come to rest, the pose at rest counts.
  func referencePose(object: Int, frame: Int) -> Pose {
    objects[object].poses[max(frame, restFrames[object])]
  }

  /// The first of the early frames after which an object keeps still for a while; 0 if there is none.
  private static func restFrame(_ poses: [Pose]) -> Int {
    let window = 20
    let still = 3
    let moved = 0.000_5
    guard poses.count > window + still else { return 0 }
    let found = (0..<window).first { frame in
      (frame..<(frame + still)).allSatisfy {
        (poses[$0 + 1].position - poses[$0].position).length < moved
      }
    }
    return found ?? 0
  }

  /// Why the widest jitter of boundaries at `ends` may leave a subtask empty; nil when it cannot.
  public static func emptied(
    _ ends: [Int], subtasks: [SubtaskDescription]
  ) -> SegmentationError? {
    for index in ends.indices {
      // a subtask starts by its own offset after the end of the one before, or after frame 0
      let own = subtasks[index]
      let before = index == 0 ? own : subtasks[index - 1]
      let lastEnd = index == 0 ? 0 : ends[index - 1] + before.termOffsetRange.upperBound
      let latestStart = lastEnd + own.startOffsetRange.upperBound
      let isLast = index == ends.count - 1
      let earliestEnd = ends[index] + (isLast ? 0 : own.termOffsetRange.lowerBound)
      guard latestStart >= earliestEnd else { continue }

      let option =
        own.startOffsetRange == 0...0
        ? "subtask_term_offset_range"
        : index == 0 ? "first_subtask_start_offset_range" : "subtask_start_offset_range"
      return SegmentationError(
        field: "subtask_term_signals/\(before.termSignal ?? before.name)",
        reason: "subtask \(own.name) is left empty when its boundaries move by \(option): "
          + "it may start as late as frame \(latestStart) and end as early as \(earliestEnd)",
        option: option)
    }
    return nil
  }

  /// Frames per subtask, before any jitter.
  public var subtaskLengths: [Int] {
    subtaskEnds.indices.map { subtaskEnds[$0] - ($0 == 0 ? 0 : subtaskEnds[$0 - 1]) }
  }

  private static func end(of name: String, after previous: Int, in demonstration: Demonstration)
    throws(SegmentationError) -> Int
  {
    let field = "subtask_term_signals/\(name)"
    guard let signal = demonstration.signal(name) else {
      throw SegmentationError(field: field, reason: "the task needs this signal")
    }
    let values = signal.values
    for frame in max(1, previous)..<max(2, values.count) where frame < values.count {
      if values[frame] && !values[frame - 1] { return frame + 1 }
    }
    throw SegmentationError(
      field: field,
      reason: previous == 0
        ? "never rises from 0 to 1" : "never rises from 0 to 1 after frame \(previous)")
  }
}
