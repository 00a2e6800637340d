import Geometry

/// Where a base is on the floor.
public struct FloorPose: Sendable, Hashable {
  /// Metres.
  public var x: Double
  public var y: Double
  /// Radians, from the world's x axis to the base's forward axis; not wrapped along a path.
  public var yaw: Double

  public init(x: Double, y: Double, yaw: Double) {
    self.x = x
    self.y = y
    self.yaw = yaw
  }

  /// The pose on the floor nearest to a pose in the world.
  public init(_ pose: Pose) {
    let forward = pose.orientation.rotate(Vector3(1, 0, 0))
    self.init(
      x: pose.position.x, y: pose.position.y, yaw: Trigonometry.atan2(forward.y, forward.x))
  }

  /// The base's frame in the world.
  public var pose: Pose {
    Pose(Vector3(x, y, 0), Quaternion(axis: Vector3(0, 0, 1), angle: yaw))
  }

  /// The pose a fraction `t` of the way to another, straight and turning evenly.
  func interpolated(to other: FloorPose, fraction t: Double) -> FloorPose {
    FloorPose(
      x: x + (other.x - x) * t, y: y + (other.y - y) * t, yaw: yaw + (other.yaw - yaw) * t)
  }

  /// The distance to another, metres.
  func distance(to other: FloorPose) -> Double {
    ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
  }

  /// The same with its yaw within half a turn of another's.
  func unwrapped(near other: FloorPose) -> FloorPose {
    let turns = ((yaw - other.yaw) / (2 * .pi)).rounded()
    return FloorPose(x: x, y: y, yaw: yaw - turns * 2 * .pi)
  }
}

/// A way of a base over the floor: straight pieces between corners, turning evenly on each.
public struct FloorPath: Sendable, Hashable {
  /// The start, the corners and the goal.
  public var corners: [FloorPose]

  public init(corners: [FloorPose]) { self.corners = corners }

  /// Metres.
  public var length: Double {
    zip(corners, corners.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
  }

  /// The poses at every time step from the start to the goal, both included.
  ///
  /// Each piece is driven as fast as `speed` (m/s) and `turnRate` (rad/s) allow; `timeStep` in seconds.
  public func poses(speed: Double, turnRate: Double, timeStep: Double) -> [FloorPose] {
    guard let first = corners.first, let last = corners.last else { return [] }
    var poses = [first]
    var ahead = timeStep
    for (from, to) in zip(corners, corners.dropFirst()) {
      let duration = max(
        from.distance(to: to) / speed, (to.yaw - from.yaw).magnitude / turnRate)
      while ahead < duration {
        poses.append(from.interpolated(to: to, fraction: ahead / duration))
        ahead += timeStep
      }
      ahead -= duration
    }
    poses.append(last)
    return poses
  }

  /// The poses at every time step after the start, the goal last; each piece begins and ends at rest.
  ///
  /// A piece is driven as fast as `speed` (m/s) and `turnRate` (rad/s) allow, which it takes `ramp`
  /// seconds to come to; `timeStep` in seconds.
  public func gentlePoses(
    speed: Double, turnRate: Double, ramp: Double, timeStep: Double
  ) -> [FloorPose] {
    var poses: [FloorPose] = []
    for (from, to) in zip(corners, corners.dropFirst()) {
      let cruise = max(from.distance(to: to) / speed, (to.yaw - from.yaw).magnitude / turnRate)
      guard cruise > 0 else { continue }
      let rise = min(ramp, cruise)
      let whole = cruise + rise
      let count = max(1, Int((whole / timeStep).rounded(.up)))
      for index in 1...count {
        let time = whole * Double(index) / Double(count)
        let left = whole - time
        let fraction =
          time < rise
          ? time * time / (2 * rise * cruise)
          : left < rise ? 1 - left * left / (2 * rise * cruise) : (time - rise / 2) / cruise
        poses.append(from.interpolated(to: to, fraction: fraction))
      }
    }
    return poses
  }
}

/// No way over the floor.
public enum FloorPathFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// Something stands where the base is to start or to end.
  case startBlocked(by: String)
  case goalBlocked(by: String)
  /// Both are free, but nothing leads from one to the other; how many states were reached.
  case noPath(reached: Int)

  public var description: String {
    switch self {
    case .startBlocked(let name): "the start is blocked by \(name)"
    case .goalBlocked(let name): "the goal is blocked by \(name)"
    case .noPath(let reached): "no path leads there (\(reached) states reached)"
    }
  }
}
