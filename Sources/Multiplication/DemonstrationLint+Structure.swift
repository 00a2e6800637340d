import Demonstrations
import Geometry

/// How a demonstration is cut, and in which order things happen in it.
extension DemonstrationLint {
  /// The names of the task's signals, in the order of the subtasks.
  private var signals: [String] { task.subtasks.compactMap(\.termSignal) }

  /// A signal that rises more than once, or is 1 before it does; one that never rises is refused.
  func edges(_ one: SegmentedDemonstration) -> [LintFinding] {
    signals.flatMap { name -> [LintFinding] in
      guard let values = one.demonstration.signal(name)?.values else { return [] }
      let rises = Self.rises(values)
      var found: [LintFinding] = []
      if values.first == true {
        found.append(edge(one, 0...0, name, "is 1 from the first frame on"))
      }
      if rises.count > 1 {
        found.append(
          edge(one, rises[0]...rises[rises.count - 1], name, "rises \(rises.count) times"))
      }
      return found
    }
  }

  private func edge(
    _ one: SegmentedDemonstration, _ frames: ClosedRange<Int>, _ name: String, _ what: String
  ) -> LintFinding {
    finding(.missingEdge, .warning, one, frames, "the signal \(name) \(what)")
  }

  private static func rises(_ values: [Bool]) -> [Int] {
    values.indices.dropFirst().filter { values[$0] && !values[$0 - 1] }
  }

  /// A subtask with very few frames, as it is or at the worst of its jitter.
  func shortSegments(_ one: SegmentedDemonstration) -> [LintFinding] {
    let ends = one.subtaskEnds
    return ends.indices.compactMap { index in
      let start = index == 0 ? 0 : ends[index - 1]
      let length = ends[index] - start
      let isLast = index == ends.count - 1
      let latestStart =
        start + (index == 0 ? 0 : task.subtasks[index - 1].termOffsetRange.upperBound)
      let earliestEnd =
        ends[index] + (isLast ? 0 : task.subtasks[index].termOffsetRange.lowerBound)
      let worst = earliestEnd - latestStart
      let name = task.subtasks[index].name
      let words: String
      if length < Threshold.segmentFrames {
        words = "subtask \(name) has only \(length) frames"
      } else if worst < Threshold.jitteredFrames {
        words =
          "subtask \(name) has \(length) frames, and only \(worst) when its boundaries move by "
          + "subtask_term_offset_range"
      } else {
        return nil
      }
      return finding(.segmentTooShort, .warning, one, start...max(start, ends[index] - 1), words)
    }
  }

  /// Things happen in another order than in most of the siblings.
  func order(_ index: Int) -> [LintFinding] {
    let one = segmented[index]
    let siblings = segmented.indices.filter { $0 != index }
    guard siblings.count >= 2 else { return [] }
    var found: [LintFinding] = []
    for events in [Self.firstRises(signals), Self.firstMoves] {
      let own = events(one)
      let others = siblings.map { events(segmented[$0]) }

      // each pair that is clearly the other way round in more than half of the siblings
      for a in own.indices {
        for b in own.indices where b != a {
          guard let sign = Self.sign(own, a, b), sign else { continue }
          let against = others.filter { Self.sign($0, a, b) == false }.count
          guard 2 * against > others.count, let first = own[a].frame, let second = own[b].frame
          else { continue }
          found.append(
            finding(
              .orderDiffers, .warning, one, first...second,
              "\(own[a].name) comes before \(own[b].name), but after it in \(against) of "
                + "\(others.count) siblings"))
        }
      }
    }
    return found
  }

  /// Whether event `a` is clearly before `b`; nil when neither is, or one never happens.
  private static func sign(_ events: [Event], _ a: Int, _ b: Int) -> Bool? {
    guard let first = events[a].frame, let second = events[b].frame,
      (first - second).magnitude >= Threshold.orderFrames
    else { return nil }
    return first < second
  }

  /// Something that happens once, or never.
  private struct Event {
    var name: String
    var frame: Int?
  }

  /// The first rise of each signal.
  private static func firstRises(_ names: [String]) -> (SegmentedDemonstration) -> [Event] {
    { one in
      names.map { name in
        Event(
          name: "the rise of \(name)",
          frame: one.demonstration.signal(name).flatMap { rises($0.values).first })
      }
    }
  }

  /// The first move of each object.
  private static func firstMoves(_ one: SegmentedDemonstration) -> [Event] {
    one.objects.indices.map { index in
      let start = one.referencePose(object: index, frame: 0).position
      let frame = one.objects[index].poses.firstIndex {
        ($0.position - start).length > Threshold.movedMetres
      }
      return Event(name: "the first move of \(one.objects[index].name)", frame: frame)
    }
  }
}
