import Episodes
import Geometry

/// How near the robot, and what it holds, come to what they are not meant to touch.
///
/// Poses are recorded, shapes are not: whoever knows the scene tells them.
public struct Clearance: Sendable {
  /// Something that never moves.
  public struct Fixture: Sendable, Hashable {
    public var model: RigidBodyModel
    public var poseWorldFixture: Pose

    public init(model: RigidBodyModel, poseWorldFixture: Pose) {
      self.model = model
      self.poseWorldFixture = poseWorldFixture
    }
  }

  /// The links of an arm.
  public struct Arm: Sendable {
    public var links: [RigidBodyModel]
    /// World poses of the links, in their order, before a step of an episode.
    public var poses: @Sendable (_ episode: Episode, _ step: Int) -> [Pose]

    public init(
      links: [RigidBodyModel],
      poses: @escaping @Sendable (_ episode: Episode, _ step: Int) -> [Pose]
    ) {
      self.links = links
      self.poses = poses
    }
  }

  /// The shape of each of an episode's bodies by name; those without one are left out.
  public var bodies: [String: RigidBodyModel]
  public var fixtures: [Fixture]
  /// Objects that the task is about, for instance the reference objects of its subtasks.
  public var meant: Set<String>
  /// Objects that are moved about without being held, for instance pushed.
  public var loose: Set<String>
  /// Nil to leave the arm out.
  public var arm: Arm?

  /// Distances beyond this, metres, are not looked at closely, and none is told that is larger.
  public static let farthest = 0.5
  /// How far an object may move, metres, and turn, radians, and count as one that stays.
  private static let moved = (way: 0.005, turn: 0.05)
  /// What is nearer than this, metres, carries what rests.
  private static let resting = 0.002

  public init(
    bodies: [String: RigidBodyModel], fixtures: [Fixture] = [], meant: Set<String> = [],
    loose: Set<String> = [], arm: Arm? = nil
  ) {
    self.bodies = bodies
    self.fixtures = fixtures
    self.meant = meant
    self.loose = loose
    self.arm = arm
  }

  /// What is not to be touched.
  private struct Obstacle {
    var shapes: [StandingShape]
    /// The last row in which it stands where it stood.
    var until: Int
    /// Whether something that is moved about rests on it, or in it, at the beginning or at the end.
    var carries = false
  }

  /// What moves.
  private struct Mover {
    var shapes: [ShapeSweep]
    /// Whether it comes down to what carries things: fingers, and what they hold.
    var comesDown: Bool
  }

  /// The least distance over all rows, metres, 0 for a touch; nil without an obstacle within half a metre.
  ///
  /// Obstacles are the fixtures, and objects that are neither meant nor held, for as long as they stand where
  /// they stood. Fingers and what they hold may touch what a held or loose object rests on before or after;
  /// hand and arm may not. What is beneath that counts as any other: over a counter of 4 cm there is none
  /// larger, where a cabinet stands below. Links that go nowhere are left out.
  public func least(in episode: Episode) -> Double? {
    let held = GraspSlip.held(in: episode)
    var obstacles = obstacles(of: episode, held: Set(held.map(\.body)))
    guard !obstacles.isEmpty, episode.steps > 0 else { return nil }
    noteSupports(Set(held.map(\.body)), episode, &obstacles)
    var least = Self.farthest
    for mover in movers(episode, held) {
      for obstacle in obstacles where !(mover.comesDown && obstacle.carries) {
        for moving in mover.shapes {
          for standing in obstacle.shapes {
            least = moving.least(to: standing, until: obstacle.until, below: least)
          }
        }
      }
    }
    return least < Self.farthest ? least : nil
  }

  // MARK: - Obstacles

  private func obstacles(of episode: Episode, held: Set<Int>) -> [Obstacle] {
    var obstacles = fixtures.map { fixture in
      Obstacle(
        shapes: fixture.model.geoms.map { StandingShape($0, fixture.poseWorldFixture) },
        until: episode.steps)
    }
    for body in 3..<max(3, episode.bodies.count) {
      let name = episode.bodies[body]
      guard let model = bodies[name], !model.geoms.isEmpty, !meant.contains(name),
        !held.contains(body)
      else { continue }
      let pose = episode.pose(ofBody: body, atStep: 0)
      obstacles.append(
        Obstacle(
          shapes: model.geoms.map { StandingShape($0, pose) }, until: stays(body, episode)))
    }
    return obstacles
  }

  /// The last row in which an object is still where it was.
  private func stays(_ body: Int, _ episode: Episode) -> Int {
    let start = episode.pose(ofBody: body, atStep: 0)
    let leaves = (1..<(episode.steps + 1)).first { row in
      let pose = episode.pose(ofBody: body, atStep: row)
      return (pose.position - start.position).length > Self.moved.way
        || (pose.orientation * start.orientation.conjugate).angle > Self.moved.turn
    }
    return (leaves ?? episode.steps + 1) - 1
  }

  /// Marks what objects that are moved about rest on before and after.
  private func noteSupports(_ held: Set<Int>, _ episode: Episode, _ obstacles: inout [Obstacle]) {
    for body in 3..<max(3, episode.bodies.count) {
      let name = episode.bodies[body]
      guard held.contains(body) || loose.contains(name), let model = bodies[name] else { continue }
      for row in [0, episode.steps] {
        let pose = episode.pose(ofBody: body, atStep: row)
        let shapes = model.geoms.map { ShapeSweep($0, [pose]) }
        for index in obstacles.indices where !obstacles[index].carries {
          obstacles[index].carries = obstacles[index].shapes.contains { standing in
            shapes.contains {
              $0.least(to: standing, until: 0, below: Self.resting) < Self.resting
            }
          }
        }
      }
    }
  }

  // MARK: - Movers

  /// Hand, fingers, what is held, and the arm.
  private func movers(
    _ episode: Episode, _ held: [(body: Int, rows: ClosedRange<Int>)]
  ) -> [Mover] {
    let whole = (0..<min(3, episode.bodies.count)).map { (body: $0, rows: 0...episode.steps) }
    var movers = (whole + held).map { body, rows in
      let poses = rows.map { episode.pose(ofBody: body, atStep: $0) }
      return Mover(
        shapes: (bodies[episode.bodies[body]]?.geoms ?? []).map {
          ShapeSweep($0, poses, from: rows.lowerBound)
        }, comesDown: body > 0)
    }
    guard let arm else { return movers }
    let poses = (0...episode.steps).map { arm.poses(episode, $0) }
    for (index, link) in arm.links.enumerated() {
      let own = poses.map { $0[index] }
      let shapes = link.geoms.map { ShapeSweep($0, own) }.filter { $0.span > Self.moved.way }
      movers.append(Mover(shapes: shapes, comesDown: false))
    }
    return movers
  }
}
