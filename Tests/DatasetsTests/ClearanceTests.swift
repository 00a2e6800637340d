import Datasets
import Episodes
import Geometry
import TestSupport
import Testing

/// Distances of bodies whose distances are known.
@Suite struct ClearanceTests {
  /// An episode of a hand that flies along x at a height, past whatever stands about.
  private static func passing(_ shape: Shape, turn: Quaternion = .identity) -> Episode {
    var episode = SampleEpisode.make(steps: 40)
    episode.bodies = ["hand", "finger_left", "finger_right"]
    episode.massCenters = episode.bodies.map { _ in .zero }
    episode.states = (0...40).flatMap { row -> [Double] in
      let x = Double(row) * 0.05 - 1
      return (0..<3).flatMap { _ in
        [x, 0, 0, turn.w, turn.x, turn.y, turn.z] + [Double](repeating: 0, count: 6)
      }
    }
    return episode
  }

  /// The least distance of a hand's shape from another that stands at a pose.
  private static func least(
    _ hand: Shape, _ other: Shape, at pose: Pose, turn: Quaternion = .identity
  ) -> Double? {
    let clearance = Clearance(
      bodies: ["hand": RigidBodyModel(mass: 1, geoms: [.init(hand)])],
      fixtures: [
        .init(model: RigidBodyModel(mass: 1, geoms: [.init(other)]), poseWorldFixture: pose)
      ]
    )
    return clearance.least(in: passing(hand, turn: turn))
  }

  private static let cube = Shape.box(halfExtents: Vector3(0.05, 0.05, 0.05))

  @Test func simpleDistancesAreExact() throws {
    let aside = Pose(Vector3(0, 0.3, 0))
    func expect(_ found: Double?, _ value: Double) throws {
      #expect(abs(try #require(found) - value) < 1e-6)
    }
    try expect(Self.least(Self.cube, Self.cube, at: aside), 0.2)
    try expect(Self.least(.sphere(radius: 0.02), .sphere(radius: 0.03), at: aside), 0.25)
    let rod = Shape.capsule(radius: 0.01, halfLength: 0.1)
    try expect(Self.least(rod, .sphere(radius: 0.03), at: aside), 0.26)
    let can = Shape.cylinder(radius: 0.04, halfLength: 0.1)
    try expect(Self.least(.sphere(radius: 0.02), can, at: aside), 0.24)
    // an edge towards it
    let turned = Pose(Vector3(0, 0.3, 0), Quaternion(axis: Vector3(0, 0, 1), angle: .pi / 4))
    try expect(Self.least(Self.cube, Self.cube, at: turned), 0.25 - 0.05 * 2.0.squareRoot())
    // and two edges across each other
    let over = Pose(
      Vector3(0, 0, 0.3),
      Quaternion(axis: Vector3(0, 0, 1), angle: .pi / 2)
        * Quaternion(axis: Vector3(1, 0, 0), angle: .pi / 4))
    try expect(
      Self.least(
        Self.cube, Self.cube, at: over, turn: Quaternion(axis: Vector3(1, 0, 0), angle: .pi / 4)),
      0.3 - 0.1 * 2.0.squareRoot())
    // what is in the way is touched, and what is far is none
    #expect(Self.least(Self.cube, Self.cube, at: .identity) == 0)
    #expect(Self.least(Self.cube, Self.cube, at: Pose(Vector3(0, 1, 0))) == nil)
  }

  /// Alternating projections onto two boxes come to their nearest points (Cheney and Goldstein 1959).
  private static func projected(_ h: Vector3, _ a: Pose, _ k: Vector3, _ b: Pose) -> Double {
    func clamp(_ p: Vector3, _ h: Vector3) -> Vector3 {
      Vector3(
        min(h.x, max(-h.x, p.x)), min(h.y, max(-h.y, p.y)), min(h.z, max(-h.z, p.z)))
    }
    var p = a.position
    var q = b.position
    for _ in 0..<20_000 {
      q = b.transform(clamp(b.inverse.transform(p), k))
      p = a.transform(clamp(a.inverse.transform(q), h))
    }
    return (p - q).length
  }

  @Test func boxesAtAnyPoseAgreeWithAlternatingProjections() throws {
    var random = RandomStream(seed: 4)
    func vector(_ low: Double, _ high: Double) -> Vector3 {
      Vector3(random.uniform(low, high), random.uniform(low, high), random.uniform(low, high))
    }
    for _ in 0..<60 {
      let (h, k) = (vector(0.02, 0.15), vector(0.02, 0.15))
      let turn = Quaternion(rotationVector: vector(-3, 3))
      let pose = Pose(vector(-0.4, 0.4), Quaternion(rotationVector: vector(-3, 3)))
      // a hand that stays
      var episode = Self.passing(.box(halfExtents: h), turn: turn)
      for row in 0...40 { episode.states[row * episode.stateRowWidth] = 0 }
      let found = Clearance(
        bodies: ["hand": RigidBodyModel(mass: 1, geoms: [.init(.box(halfExtents: h))])],
        fixtures: [
          .init(
            model: RigidBodyModel(mass: 1, geoms: [.init(.box(halfExtents: k))]),
            poseWorldFixture: pose)
        ]
      ).least(in: episode)
      let expected = Self.projected(h, Pose(.zero, turn), k, pose)
      if expected < 0.49 { #expect(abs(try #require(found) - expected) < 1e-4) }
    }
  }

  @Test func whatIsMeantOrMovesIsNoObstacle() throws {
    let ball = RigidBodyModel(mass: 1, geoms: [.init(.sphere(radius: 0.01))])
    let episode = SampleEpisode.make(steps: 120)
    let bodies = ["hand": ball, "cubeA": ball, "cubeB": ball]
    // the cube that is carried comes to the plate: the hand's centre is the cube's, and the plate's
    #expect(Clearance(bodies: bodies).least(in: episode) == 0)
    #expect(Clearance(bodies: bodies, meant: ["cubeB"]).least(in: episode) == nil)
    // the arm counts too
    let near = Clearance.Fixture(model: ball, poseWorldFixture: Pose(Vector3(0, 2, 0)))
    let arm = Clearance(
      bodies: bodies, fixtures: [near], meant: ["cubeB"],
      arm: .init(links: [ball]) { _, step in
        [Pose(Vector3(0, step == 77 ? 1.9 : 1, 0))]
      })
    #expect(abs(try #require(arm.least(in: episode)) - 0.08) < 1e-9)
    #expect(EpisodeQuality(episode, clearance: arm)[.minClearance] == arm.least(in: episode))
  }

  @Test func whatIsHeldCountsWhileItIsHeld() throws {
    let ball = RigidBodyModel(mass: 1, geoms: [.init(.sphere(radius: 0.01))])
    let episode = SampleEpisode.make(steps: 120)
    // at a place where the carried cube passes over
    let middle = episode.pose(ofBody: 3, atStep: 90).position + Vector3(0, 0, 0.1)
    let fixture = Clearance.Fixture(model: ball, poseWorldFixture: Pose(middle))
    let found = Clearance(bodies: ["cubeA": ball], fixtures: [fixture], meant: ["cubeB"])
      .least(in: episode)
    let expected = (62...120).map {
      (episode.pose(ofBody: 3, atStep: $0).position - middle).length
    }.min()
    #expect(abs(try #require(found) - (try #require(expected) - 0.02)) < 1e-6)
  }
}
