import Geometry
import Robots

/// Whether an arm gets its hand to a pose, by inverse kinematics from a few postures that are known.
public struct ReachTest: Sendable {
  /// Joint positions for a frame, and how good they are.
  public struct Posture: Sendable, Hashable {
    public var positions: [Double]
    /// Metres.
    public var positionError: Double
    /// Radians.
    public var rotationError: Double
    /// The smallest distance to a limit, as a share of half the joint's range: 1 in its middle.
    public var limitMargin: Double
  }

  /// A posture to start from, and the hand's orientation in it.
  private struct Start: Sendable {
    var positions: [Double]
    var orientation: Quaternion
  }

  public let robot: RobotModel
  /// Errors that still count as reached, metres and radians.
  public var positionTolerance = 0.002
  public var rotationTolerance = 0.02
  /// The smallest margin from every joint's limits, as `Posture.limitMargin`.
  public var minLimitMargin = 0.02
  /// In the frame of the arm's mount.
  let kinematics: Kinematics
  private let solver: InverseKinematics
  private let starts: [Start]
  /// Where the second joint is, and how far the last joint is from it at home.
  let shoulder: Vector3
  let homeReach: Double

  public init(robot: RobotModel) {
    self.robot = robot
    kinematics = Kinematics(robot, poseWorldBase: .identity)
    var solver = InverseKinematics(kinematics)
    solver.iterations = 40
    solver.tolerance = 2e-4
    solver.maxStep = 0.3
    self.solver = solver
    let home = kinematics.linkPoses(robot.home)
    shoulder = home[min(1, home.count - 1)].position
    homeReach = (home[robot.joints.count - 1].position - shoulder).length

    // hands that look down as at home, and forward with the fingers level and upright
    let tip = home[home.count - 1]
    var starts = [Start(positions: robot.home, orientation: tip.orientation)]
    let level = Quaternion(
      columns: Vector3(0, -1, 0), Vector3(0, 0, -1), Vector3(1, 0, 0))
    for turn in [0, Double.pi / 2, -Double.pi / 2] {
      let orientation = level * Quaternion(axis: Vector3(0, 0, 1), angle: turn)
      let ahead = Pose(Vector3(homeReach, 0, shoulder.z), orientation)
      var positions = robot.home
      var solution = solver.solve(ahead, from: positions)
      for _ in 0..<3 where solution.positionError > 1e-3 || solution.rotationError > 1e-2 {
        positions = solution.positions
        solution = solver.solve(ahead, from: positions)
      }
      if solution.positionError < 1e-3, solution.rotationError < 1e-2 {
        starts.append(Start(positions: solution.positions, orientation: orientation))
      }
    }
    self.starts = starts
  }

  /// The posture for a frame in the mount's frame, from joint positions near it or the best known ones.
  ///
  /// With `mayTurn` the hand may come turned by half a turn, whichever is nearer to where it starts.
  public func posture(for frame: Pose, mayTurn: Bool = false, from start: [Double]? = nil)
    -> Posture
  {
    if let start { return solve(frame, from: start) }

    // turn the known postures about the mount towards the frame; the likest is the first to try
    let bearing = Trigonometry.atan2(frame.position.y, frame.position.x)
    let turn = Quaternion(axis: Vector3(0, 0, 1), angle: bearing)
    let half = Quaternion(w: 0, x: 0, y: 0, z: 1)
    let targets = mayTurn ? [frame, Pose(frame.position, frame.orientation * half)] : [frame]
    var tries: [(angle: Double, target: Pose, start: Start)] = []
    for target in targets {
      for start in starts {
        let way = target.orientation * (turn * start.orientation).conjugate
        tries.append((way.angle, target, start))
      }
    }
    let order = tries.indices.sorted { (tries[$0].angle, $0) < (tries[$1].angle, $1) }
    var best: Posture?
    for index in order.prefix(2) {
      var positions = tries[index].start.positions
      let limits = robot.joints[0].limits
      positions[0] = min(limits.upperBound, max(limits.lowerBound, positions[0] + bearing))
      let found = solve(tries[index].target, from: positions)
      if isReached(found) { return found }
      if best.map({ found.positionError < $0.positionError }) ?? true { best = found }
    }
    return best ?? solve(frame, from: robot.home)
  }

  /// Whether a posture's errors and margins are good enough.
  public func isReached(_ posture: Posture) -> Bool {
    posture.positionError <= positionTolerance && posture.rotationError <= rotationTolerance
      && posture.limitMargin >= minLimitMargin
  }

  /// Whether the arm with its mount at a pose gets its hand to a frame of the world.
  ///
  /// It must get to where it comes from as well: the frame drawn back by `retreat` metres.
  public func reaches(
    _ frame: Pose, mount poseWorldMount: Pose, mayTurn: Bool = true, retreat: Double = 0.1
  ) -> Bool {
    let local = poseWorldMount.inverse * frame
    guard beyond(local) == 0 else { return false }
    let found = posture(for: local, mayTurn: mayTurn)
    guard isReached(found) else { return false }
    guard retreat > 0 else { return true }
    return isReached(drawnBack(found, local, by: retreat))
  }

  /// The posture with the hand drawn back along its approach from where a posture has it.
  func drawnBack(_ posture: Posture, _ frame: Pose, by retreat: Double) -> Posture {
    moved(posture.positions, to: frame * Pose(Vector3(0, 0, -retreat)), mayTurn: true)
  }

  /// The posture for a frame next to another posture, the hand turned as it is there.
  func moved(_ positions: [Double], to frame: Pose, mayTurn: Bool) -> Posture {
    guard mayTurn else { return solve(frame, from: positions) }
    let now = kinematics.eefPose(positions).orientation
    let isTurned = (now * frame.orientation.conjugate).angle > .pi / 2
    let half = Quaternion(w: 0, x: 0, y: 0, z: 1)
    return solve(
      Pose(frame.position, isTurned ? frame.orientation * half : frame.orientation),
      from: positions)
  }

  /// How far the wrist would be from the shoulder, less what it is at home; metres.
  func excess(_ frame: Pose) -> Double {
    let wrist = frame.transform(robot.poseLinkEef.inverse.position)
    return (wrist - shoulder).length - homeReach
  }

  /// How far a frame is outside of the band of distances in which trying is worth it, metres; 0 inside.
  func beyond(_ frame: Pose) -> Double {
    let excess = excess(frame)
    return max(0, excess - 0.6 * homeReach, -0.65 * homeReach - excess)
  }

  private func solve(_ target: Pose, from start: [Double]) -> Posture {
    let solution = solver.solve(target, from: start)
    var margin = 1.0
    for (angle, joint) in zip(solution.positions, robot.joints) {
      let half = (joint.limits.upperBound - joint.limits.lowerBound) / 2
      let room = min(angle - joint.limits.lowerBound, joint.limits.upperBound - angle)
      margin = min(margin, room / half)
    }
    return Posture(
      positions: solution.positions, positionError: solution.positionError,
      rotationError: solution.rotationError, limitMargin: margin)
  }
}
