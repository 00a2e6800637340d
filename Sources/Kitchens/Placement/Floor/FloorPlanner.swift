import Geometry
import Robots

/// Finds short ways of a base over the floor, among what stands there.
///
/// A* (Hart, Nilsson and Raphael 1968) over places at `cell` metres and eight headings. The base drives
/// in any direction and turns on the spot; every state is tested with the base's exact body. The way
/// found is then straightened: corners that can be left out are.
public struct FloorPlanner: Sendable {
  /// What obstacles are called where the floor ends.
  public static let floorEdge = "the floor's edge"

  public var base: MobileBaseModel
  public var surroundings: Surroundings
  public var floorLow: SIMD2<Double>
  public var floorHigh: SIMD2<Double>
  /// Height of the mount while driving, metres.
  public var lift: Double
  /// What is carried besides, in the base's frame: the arm in its posture.
  public var load: [CollisionGeom]
  /// From the base to all else, metres.
  public var margin = 0.01
  /// Between places of the grid, metres.
  public var cell = 0.05
  /// What an eighth of a turn costs, as metres.
  public var turnCost = 0.1

  public init(
    base: MobileBaseModel, among surroundings: Surroundings, floorLow: SIMD2<Double>,
    floorHigh: SIMD2<Double>, lift: Double? = nil, load: [CollisionGeom] = []
  ) {
    self.base = base
    self.lift = lift ?? base.lift.lowerBound
    self.floorLow = floorLow
    self.floorHigh = floorHigh
    self.load = load
    self.surroundings = surroundings.near(
      low: Vector3(floorLow.x, floorLow.y, 0), high: Vector3(floorHigh.x, floorHigh.y, 2.5),
      margin: 0.1)
  }

  /// The arm of a robot in a posture, in the base's frame: a load.
  public static func arm(of robot: RobotModel, posture: [Double], lift: Double) -> [CollisionGeom] {
    guard let base = robot.base else { return [] }
    let kinematics = Kinematics(robot, poseWorldBase: base.poseBaseMount(lift: lift))
    let poses = kinematics.linkPoses(posture)
    let links = robot.linkGeoms.map {
      CollisionGeom($0.shape, poseBodyGeom: poses[$0.link - 1] * $0.poseLinkGeom)
    }
    let hand = poses[robot.joints.count]
    let fingers = [1.0, -1].flatMap { side in
      let pose = robot.gripper.poseEefFinger(side: side, opening: robot.gripper.homeOpening)
      return robot.gripper.fingerBody(side: side).geoms.map {
        CollisionGeom($0.shape, poseBodyGeom: hand * pose * $0.poseBodyGeom)
      }
    }
    return links
      + robot.hand.geoms.map {
        CollisionGeom($0.shape, poseBodyGeom: hand * $0.poseBodyGeom)
      } + fingers
  }

  /// The name of what is in the way of a base at a pose; `the floor's edge` where it hangs over.
  public func obstacle(at pose: FloorPose) -> String? {
    let half = base.footprintHalfExtents
    let frame = pose.pose
    for (x, y) in [(1.0, 1.0), (1, -1), (-1, 1), (-1, -1)] {
      let corner = frame.transform(Vector3(x * half.x, y * half.y, 0))
      if corner.x < floorLow.x || corner.x > floorHigh.x || corner.y < floorLow.y
        || corner.y > floorHigh.y
      {
        return Self.floorEdge
      }
    }
    let body = PlacedCompound(name: "base", geoms: base.geoms(lift: lift) + load, at: frame)
    return surroundings.firstMeeting(body, margin: margin, above: 0.01)
  }

  /// The way from one place to another.
  ///
  /// - Throws: `FloorPathFailure`.
  public func plan(from start: Pose, to goal: Pose) throws(FloorPathFailure) -> FloorPath {
    let first = FloorPose(start)
    let last = FloorPose(goal)
    if let name = obstacle(at: first) { throw .startBlocked(by: name) }
    if let name = obstacle(at: last) { throw .goalBlocked(by: name) }
    if let straight = straight(first, last) { return straight }

    var search = FloorSearch(self, from: first, to: last)
    guard let corners = search.run() else { throw .noPath(reached: search.reached) }
    return FloorPath(corners: straighten(corners))
  }

  private func straight(_ from: FloorPose, _ to: FloorPose) -> FloorPath? {
    let end = to.unwrapped(near: from)
    return isFree(from, end) ? FloorPath(corners: [from, end]) : nil
  }

  /// Whether a straight, evenly turning piece is free, looked at every 2 cm and every 4 degrees.
  func isFree(_ from: FloorPose, _ to: FloorPose) -> Bool {
    let steps = max(
      1, Int((from.distance(to: to) / 0.02).rounded(.up)),
      Int(((to.yaw - from.yaw).magnitude / 0.07).rounded(.up)))
    return (1...steps).allSatisfy {
      obstacle(at: from.interpolated(to: to, fraction: Double($0) / Double(steps))) == nil
    }
  }

  /// Leaves out corners, as long as some can be left out.
  private func straighten(_ corners: [FloorPose]) -> [FloorPose] {
    var kept = corners
    for round in 0..<8 {
      let before = kept.count
      kept = leap(over: kept, halving: round == 0)
      if round > 0, kept.count == before { break }
    }
    return kept
  }

  /// From corner to corner by the largest leaps that are free, tried by halves or one by one.
  private func leap(over corners: [FloorPose], halving: Bool) -> [FloorPose] {
    var kept = [corners[0]]
    var index = 0
    while index < corners.count - 1 {
      var leap = corners.count - 1 - index
      while leap > 1, !isFree(corners[index], corners[index + leap]) {
        leap = halving ? (leap + 1) / 2 : leap - 1
      }
      index += leap
      kept.append(corners[index])
    }
    return kept
  }
}
