import Episodes
import Geometry
import Tasks

/// Plans the way from where the hand is to a segment's first target.
struct BridgePlanner {
  let settings: SubtaskDescription
  /// Control steps per second.
  let controlFrequency: Double

  /// Top speeds of detours where a subtask sets none: m/s, and rad/s.
  static let detourSpeed = 0.5
  static let detourRotationSpeed = 2.0
  /// A detour is tried at these multiples of the lift height.
  static let lifts = [1.0, 2, 3]
  /// How far apart the poses may be that a checker sees: metres, and radians.
  static let sweepDistance = 0.01
  static let sweepAngle = 0.1

  /// The intermediate points of the bridge, without its ends, and what became of it.
  func plan(
    from start: Pose, to goal: Pose, checker: (any BridgeCollisionChecker)?
  ) -> (poses: [Pose], bridge: PlannedSegment.Bridge) {
    let straight = straight(from: start, to: goal)
    guard settings.avoidCollisions, let checker else { return (straight, .straight) }
    if checker.isFree(Self.sweep([start] + straight + [goal])) { return (straight, .straight) }

    // over whatever is in the way, ever higher; if nothing helps, the straight way is no worse
    for factor in Self.lifts {
      let lift = factor * settings.liftHeight
      let detour = detour(from: start, to: goal, lift: lift)
      if checker.isFree(Self.sweep([start] + detour + [goal])) {
        return (detour, .detour(lift: lift))
      }
    }
    return (straight, .blocked)
  }

  /// MimicGen's bridge, with more points where a top speed asks for them.
  private func straight(from start: Pose, to goal: Pose) -> [Pose] {
    let needed = moves(
      from: start, to: goal, speed: settings.maxBridgeSpeed,
      rotationSpeed: settings.maxBridgeRotationSpeed)
    return points(from: start, to: goal, count: max(settings.numInterpolationSteps, needed - 1))
  }

  /// Draw back along the tool, rise, travel, come down before the goal, approach along the tool.
  private func detour(from start: Pose, to goal: Pose, lift: Double) -> [Pose] {
    let retreat = Self.back(start, by: settings.retreatDistance)
    let approach = Self.back(goal, by: settings.approachDistance)
    let height = max(start.position.z, retreat.position.z, approach.position.z) + lift
    var (above, over) = (retreat, approach)
    above.position.z = height
    over.position.z = height

    // each piece ends in a corner; the last corner is the goal, which the caller adds
    var poses = [start]
    for (index, corner) in [retreat, above, over, approach, goal].enumerated() {
      let from = poses[poses.count - 1]
      let needed = moves(
        from: from, to: corner, speed: settings.maxBridgeSpeed ?? Self.detourSpeed,
        rotationSpeed: settings.maxBridgeRotationSpeed ?? Self.detourRotationSpeed)
      // the way over takes no fewer points than a straight bridge was asked to have
      let least = index == 2 ? settings.numInterpolationSteps + 1 : 0
      let count = max(needed, least)
      guard count > 0 else { continue }
      poses += points(from: from, to: corner, count: count - 1) + [corner]
    }
    return poses.dropFirst().dropLast()
  }

  /// So many points between two poses, at equal times.
  private func points(from start: Pose, to goal: Pose, count: Int) -> [Pose] {
    (0..<count).map { step in
      let time = Double(step + 1) / Double(count + 1)
      return start.interpolated(to: goal, fraction: settings.bridgeProfile.progress(time))
    }
  }

  /// How many control steps a way takes at top speeds, of which nil is none; at most 10 000.
  private func moves(
    from start: Pose, to goal: Pose, speed: Double?, rotationSpeed: Double?
  ) -> Int {
    let distance = (goal.position - start.position).length
    let angle = (goal.orientation * start.orientation.conjugate).angle
    let seconds = max(speed.map { distance / $0 } ?? 0, rotationSpeed.map { angle / $0 } ?? 0)
    // the peak of the profile keeps to the top speed, too; a rounding error is no step
    let needed = settings.bridgeProfile.peak * seconds * controlFrequency - 1e-9
    guard needed.isFinite else { return 0 }
    return Int(min(10_000, max(0, needed.rounded(.up))))
  }

  /// A pose drawn back along its own tool axis, which points out of the hand.
  private static func back(_ pose: Pose, by distance: Double) -> Pose {
    pose * Pose(Vector3(0, 0, -distance))
  }

  /// A path with poses put in, until neighbours are near.
  private static func sweep(_ path: [Pose]) -> [Pose] {
    var poses = [path[0]]
    for (from, to) in zip(path, path.dropFirst()) {
      let distance = (to.position - from.position).length
      let angle = (to.orientation * from.orientation.conjugate).angle
      let needed = max(distance / sweepDistance, angle / sweepAngle)
      let count = needed.isFinite ? Int(min(1000, max(1, needed.rounded(.up)))) : 1
      for step in 1..<max(1, count) {
        poses.append(from.interpolated(to: to, fraction: Double(step) / Double(count)))
      }
      poses.append(to)
    }
    return poses
  }
}
