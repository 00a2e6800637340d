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

  /// The shape of each of an episode's bodies by name; those without one are left out.
  public var bodies: [String: RigidBodyModel]
  public var fixtures: [Fixture]
  /// Objects that the task is about, for instance the reference objects of its subtasks.
  public var meant: Set<String>
  /// Links of the arm, world frame, at joint positions; nil to leave the arm out.
  public var links: (@Sendable ([Double]) -> [(model: RigidBodyModel, pose: Pose)])?

  /// Distances beyond this, metres, are not looked at closely, and none is told that is larger.
  public static let farthest = 0.5
  /// How far an object may move, metres, and count as one that stays.
  private static let moved = 0.005

  public init(
    bodies: [String: RigidBodyModel], fixtures: [Fixture] = [], meant: Set<String> = [],
    links: (@Sendable ([Double]) -> [(model: RigidBodyModel, pose: Pose)])? = nil
  ) {
    self.bodies = bodies
    self.fixtures = fixtures
    self.meant = meant
    self.links = links
  }

  /// A geom in the world, with the ball around it.
  private struct Placed {
    var shape: Shape
    var pose: Pose
    var radius: Double

    init(_ geom: CollisionGeom, _ pose: Pose) {
      shape = geom.shape
      self.pose = pose * geom.poseBodyGeom
      switch geom.shape {
      case .box(let h): radius = h.length
      case .sphere(let r): radius = r
      case .cylinder(let r, let l): radius = (r * r + l * l).squareRoot()
      case .capsule(let r, let l): radius = r + l
      }
    }
  }

  /// The least distance over all rows, metres, 0 for a touch; nil without an obstacle within half a metre.
  ///
  /// Obstacles are the fixtures, and the objects that stay where they are and are not meant. What an object
  /// stands on before it is taken is the caller's to leave out.
  public func least(in episode: Episode) -> Double? {
    let obstacles = obstacles(of: episode)
    guard !obstacles.isEmpty else { return nil }
    let held = GraspSlip.held(in: episode)
    var least = Self.farthest
    for row in 0...episode.steps {
      for mover in parts(episode, held, row) {
        for obstacle in obstacles {
          // balls that are farther apart than the least so far cannot hold anything nearer
          let reach = least + mover.radius + obstacle.radius
          let way = mover.pose.position - obstacle.pose.position
          guard way.dot(way) < reach * reach else { continue }
          least = min(
            least,
            ConvexDistance.between(mover.shape, mover.pose, obstacle.shape, obstacle.pose))
        }
      }
      if least == 0 { break }
    }
    return least < Self.farthest ? least : nil
  }

  private func obstacles(of episode: Episode) -> [Placed] {
    let standing = fixtures.map { (model: $0.model, pose: $0.poseWorldFixture) }
    let objects = (3..<max(3, episode.bodies.count)).compactMap { body in
      let name = episode.bodies[body]
      return bodies[name].flatMap { model in
        meant.contains(name) || moves(body, episode)
          ? nil : (model: model, pose: episode.pose(ofBody: body, atStep: 0))
      }
    }
    return (standing + objects).flatMap { item in
      item.model.geoms.map { Placed($0, item.pose) }
    }
  }

  private func moves(_ body: Int, _ episode: Episode) -> Bool {
    let start = episode.pose(ofBody: body, atStep: 0).position
    return (1...episode.steps).contains {
      (episode.pose(ofBody: body, atStep: $0).position - start).length > Self.moved
    }
  }

  /// Hand, fingers, what is held, and the arm.
  private func parts(
    _ episode: Episode, _ held: [(body: Int, rows: ClosedRange<Int>)], _ row: Int
  ) -> [Placed] {
    let hand = Array(0..<min(3, episode.bodies.count))
    let movers = hand + held.filter { $0.rows.contains(row) }.map(\.body)
    var parts = movers.flatMap { body -> [Placed] in
      let pose = episode.pose(ofBody: body, atStep: row)
      return (bodies[episode.bodies[body]]?.geoms ?? []).map { Placed($0, pose) }
    }
    guard let links else { return parts }
    let width = episode.jointCount
    let joints = Array(episode.jointPositions[(row * width)..<((row + 1) * width)])
    for link in links(joints) { parts += link.model.geoms.map { Placed($0, link.pose) } }
    return parts
  }
}
