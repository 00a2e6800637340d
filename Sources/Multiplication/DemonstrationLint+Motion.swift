import Demonstrations
import Geometry

/// What the hand and the objects do.
extension DemonstrationLint {
  /// The hand keeps still for long, for no change of the gripper.
  func idleStretches(_ one: SegmentedDemonstration) -> [LintFinding] {
    let recording = one.demonstration
    let poses = recording.eefPoses
    var found: [LintFinding] = []
    var start = 0
    for frame in 1...max(1, poses.count) {
      // a stretch ends where the hand has left its first pose, the gripper flips, or all is over
      if frame < poses.count, !isClosing(recording, frame), isStill(poses[start], poses[frame]) {
        continue
      }
      let seconds = Double(frame - 1 - start) / recording.controlFrequency
      if seconds > Threshold.idleSeconds {
        found.append(
          finding(
            .idleStretch, .note, one, start...(frame - 1),
            "the hand keeps still for \(Self.text(seconds)) s"))
      }
      start = frame
    }
    return found
  }

  private func isStill(_ a: Pose, _ b: Pose) -> Bool {
    (a.position - b.position).length < Threshold.idleMetres
      && (a.orientation * b.orientation.conjugate).angle < Threshold.idleRadians
  }

  /// Whether the gripper's action flips at a frame, to closed or to open.
  private func isClosing(_ recording: Demonstration, _ frame: Int) -> Bool {
    let actions = recording.gripperActions
    return frame > 0 && (actions[frame] > 0) != (actions[frame - 1] > 0)
  }

  /// The hand moves on while the gripper closes or opens.
  func gripperMotion(_ one: SegmentedDemonstration) -> [LintFinding] {
    let recording = one.demonstration
    let window = max(
      1, Int((Threshold.gripperSeconds * recording.controlFrequency).rounded()))
    return (1..<max(1, recording.frames)).compactMap { frame in
      guard isClosing(recording, frame) else { return nil }
      let end = min(frame + window, recording.frames - 1)
      guard end > frame else { return nil }
      let way =
        (recording.eefPoses[end].position - recording.eefPoses[frame].position).length
      let speed = way / Double(end - frame) * recording.controlFrequency
      guard speed > Threshold.gripperSpeed else { return nil }
      let verb = recording.gripperActions[frame] > 0 ? "closes" : "opens"
      return finding(
        .gripperMovingWhileClosing, .warning, one, frame...end,
        "the hand moves at \(Self.text(speed * 100)) cm/s while the gripper \(verb)")
    }
  }

  /// Targets further ahead of the hand than an action can say, so that they are cut off; told once.
  func farTargets(_ one: SegmentedDemonstration) -> [LintFinding] {
    let recording = one.demonstration
    let lags = (0..<recording.frames).map { frame -> Double in
      let ahead = recording.targetPoses[frame].position - recording.eefPoses[frame].position
      return max(ahead.x.magnitude, ahead.y.magnitude, ahead.z.magnitude)
    }
    let far = lags.indices.filter { lags[$0] > Threshold.targetMetres }
    guard let first = far.first, let last = far.last, let most = lags.max() else { return [] }
    return [
      finding(
        .targetFarFromEef, .note, one, first...last,
        "in \(far.count) frames the target is further from the hand than an action can say, by up to "
          + "\(Self.text(most * 100)) cm along an axis")
    ]
  }

  /// An object is suddenly elsewhere.
  func jumps(_ one: SegmentedDemonstration) -> [LintFinding] {
    one.objects.flatMap { object in
      func way(_ frame: Int) -> Double {
        (object.poses[frame].position - object.poses[frame - 1].position).length
      }
      return Self.runs(1..<max(1, object.poses.count)) { way($0) > Threshold.jumpMetres }
        .map { run in
          let most = run.map(way).max() ?? 0
          return finding(
            .objectJump, .warning, one, run,
            "\(object.name) moves \(Self.text(most * 100)) cm in one frame")
        }
    }
  }
}
