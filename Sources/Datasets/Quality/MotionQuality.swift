import Episodes
import Geometry

/// How smoothly and how directly an episode's hand moves.
struct MotionQuality {
  /// m/s³; nil for fewer than five positions.
  private(set) var jerk: (mean: Double, peak: Double)?
  private(set) var logDimensionlessJerk: Double?
  private(set) var pathLengthRatio: Double?
  private(set) var idleShare: Double?

  /// Below these, m/s and rad/s of the hand, m/s of a finger, nothing moves.
  private static let still = (speed: 0.005, turn: 0.02, finger: 0.001)
  /// A way, metres, and a speed, m/s, that say something of a path or of a movement.
  private static let least = (way: 0.01, speed: 0.01)

  init(_ episode: Episode) {
    guard episode.steps > 0 else { return }
    let frequency = episode.recipe.controlFrequency
    let poses = (0...episode.steps).map { episode.eefPose(atStep: $0) }
    let positions = poses.map(\.position)
    let ends = Self.boundaries(episode)

    let jerks = Self.jerks(positions, frequency).map(\.length)
    if let peak = jerks.max() {
      jerk = (jerks.reduce(0, +) / Double(jerks.count), peak)
    }
    logDimensionlessJerk = Self.smoothness(positions, ends, frequency)

    // the way over straight lines from one end of a subtask to the next
    let way = zip(positions.dropFirst(), positions).reduce(0) { $0 + ($1.0 - $1.1).length }
    let straight = zip(ends.dropFirst(), ends).reduce(0) {
      $0 + (positions[$1.0] - positions[$1.1]).length
    }
    if straight >= Self.least.way { pathLengthRatio = way / straight }

    let idle = (0..<episode.steps).count { Self.isStill(episode, poses, $0, frequency) }
    idleShare = Double(idle) / Double(episode.steps)
  }

  /// Steps at which a subtask begins, and the last row.
  private static func boundaries(_ episode: Episode) -> [Int] {
    let changes = (1..<max(1, episode.subtasks.count)).filter {
      episode.subtasks[$0] != episode.subtasks[$0 - 1]
    }
    return [0] + changes + [episode.steps]
  }

  /// Third derivatives in the middle of five positions, by central differences of second order.
  private static func jerks(_ p: some Collection<Vector3>, _ frequency: Double) -> [Vector3] {
    let p = Array(p)
    guard p.count >= 5 else { return [] }
    let scale = frequency * frequency * frequency / 2
    return (2..<(p.count - 2)).map { k in
      let outer: Vector3 = p[k + 2] - p[k - 2]
      let inner: Vector3 = p[k + 1] - p[k - 1]
      return (outer - 2 * inner) * scale
    }
  }

  /// The log dimensionless jerk of the subtasks that move at all, averaged by their steps.
  private static func smoothness(
    _ positions: [Vector3], _ ends: [Int], _ frequency: Double
  ) -> Double? {
    var sum = 0.0
    var steps = 0
    for (end, start) in zip(ends.dropFirst(), ends) {
      let part = positions[start...end]
      let speed =
        zip(part.dropFirst(), part).map { ($0 - $1).length * frequency }.max() ?? 0
      let jerks = jerks(part, frequency)
      guard speed >= least.speed, !jerks.isEmpty else { continue }
      // the outermost positions have no jerk of their own, and get their neighbours' mean
      let duration = Double(end - start) / frequency
      let square = jerks.reduce(0) { $0 + $1.dot($1) } / Double(jerks.count)
      let dimensionless = duration * duration * duration * (square * duration) / (speed * speed)
      guard dimensionless > 0 else { continue }
      sum -= Trigonometry.log(dimensionless) * Double(end - start)
      steps += end - start
    }
    return steps > 0 ? sum / Double(steps) : nil
  }

  private static func isStill(
    _ episode: Episode, _ poses: [Pose], _ step: Int, _ frequency: Double
  ) -> Bool {
    let (a, b) = (poses[step], poses[step + 1])
    let turn = (b.orientation * a.orientation.conjugate).angle
    guard (b.position - a.position).length * frequency < still.speed,
      turn * frequency < still.turn
    else { return false }
    let openings = episode.gripperPositions
    for finger in 0..<2 {
      let way = openings[2 * step + 2 + finger] - openings[2 * step + finger]
      if way.magnitude * frequency >= still.finger { return false }
    }
    let row = step * episode.actionWidth
    let drive = episode.actions[
      (row + Episode.armActionWidth)..<(row + episode.actionWidth)]
    return drive.allSatisfy { $0 == 0 }
  }
}
