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

  // MARK: What carries, what is pushed, what is passed over

  @Test func whatAnObjectRestsOnIsNoObstacleForFingersOnly() throws {
    let ball = RigidBodyModel(mass: 1, geoms: [.init(.sphere(radius: 0.01))])
    let episode = SampleEpisode.make(steps: 120)
    // a board under where the cube is taken from, and one beside it that carries nothing
    let cube = episode.pose(ofBody: 3, atStep: 0).position
    let board = RigidBodyModel(
      mass: 1, geoms: [.init(.box(halfExtents: Vector3(0.02, 0.02, 0.005)))])
    func least(_ bodies: [String], at place: Vector3) -> Double? {
      Clearance(
        bodies: Dictionary(uniqueKeysWithValues: bodies.map { ($0, ball) }),
        fixtures: [.init(model: board, poseWorldFixture: Pose(place))], meant: ["cubeB"]
      ).least(in: episode)
    }
    let under = cube - Vector3(0, 0, 0.0155)
    #expect(least(["cubeA", "finger_left"], at: under) == nil)
    // the hand's centre comes to the cube's
    #expect(abs(try #require(least(["cubeA", "hand"], at: under)) - 0.0005) < 1e-6)
    // deeper down it carries nothing
    let below = cube - Vector3(0, 0, 0.0205)
    let deep = try #require(least(["cubeA"], at: below))
    #expect(deep > 0.0055 && deep < 0.012)
  }

  @Test func whatIsPushedIsAnObstacleUntilItMoves() throws {
    var episode = SampleEpisode.make(steps: 120)
    let ball = RigidBodyModel(mass: 1, geoms: [.init(.sphere(radius: 0.01))])
    let bodies = ["hand": ball, "cubeB": ball]
    // it gives way before the hand is there
    for row in 100...120 { episode.states[row * episode.stateRowWidth + 4 * 13] += 1 }
    let hand = (0..<100).map {
      (episode.eefPose(atStep: $0).position - episode.pose(ofBody: 4, atStep: 0).position).length
    }.min()
    let found = Clearance(bodies: bodies, meant: ["cubeA"]).least(in: episode)
    #expect(abs(try #require(found) - (try #require(hand) - 0.02)) < 1e-6)
    #expect(Clearance(bodies: bodies, meant: ["cubeA", "cubeB"]).least(in: episode) == nil)
  }

  @Test func noRowThatCountsIsPassedOver() throws {
    var random = RandomStream(seed: 11)
    func vector(_ low: Double, _ high: Double) -> Vector3 {
      Vector3(random.uniform(low, high), random.uniform(low, high), random.uniform(low, high))
    }
    for round in 0..<40 {
      // a shape that tumbles about, alone with three others
      var episode = Self.passing(Self.cube)
      var pose = Pose(vector(-0.3, 0.3), Quaternion(rotationVector: vector(-3, 3)))
      for row in 0...40 {
        let (p, q) = (pose.position, pose.orientation)
        for body in 0..<3 {
          let o = row * episode.stateRowWidth + body * 13
          episode.states.replaceSubrange(o..<(o + 7), with: [p.x, p.y, p.z, q.w, q.x, q.y, q.z])
        }
        pose = Pose(
          p + vector(-0.03, 0.03), (Quaternion(rotationVector: vector(-0.2, 0.2)) * q).normalized)
      }
      let shapes: [Shape] = [
        .box(halfExtents: vector(0.01, 0.1)), .capsule(radius: 0.02, halfLength: 0.1),
        .cylinder(radius: 0.05, halfLength: 0.02), .sphere(radius: 0.03),
      ]
      let hand = RigidBodyModel(mass: 1, geoms: [.init(shapes[round % 4])])
      let others = shapes.map { shape in
        Clearance.Fixture(
          model: RigidBodyModel(mass: 1, geoms: [.init(shape)]),
          poseWorldFixture: Pose(vector(-0.5, 0.5), Quaternion(rotationVector: vector(-3, 3))))
      }
      let found = Clearance(bodies: ["hand": hand], fixtures: others).least(in: episode)

      // each row by itself
      let each = (0...40).compactMap { row -> Double? in
        var still = episode
        for other in 0...40 {
          for number in 0..<episode.stateRowWidth {
            still.states[other * episode.stateRowWidth + number] =
              episode.states[row * episode.stateRowWidth + number]
          }
        }
        return Clearance(bodies: ["hand": hand], fixtures: others).least(in: still)
      }.min()
      #expect(abs((found ?? 1) - (each ?? 1)) < 1e-7, "round \(round)")
    }
  }
}
