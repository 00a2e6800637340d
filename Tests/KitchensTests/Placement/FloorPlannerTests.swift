import Geometry
import Kitchens
import Robots
import Testing

/// The base's way over the floor is free, short, and driven at the speed asked for.
@Suite struct FloorPlannerTests {
  private let base: MobileBaseModel
  private let low = SIMD2(-3.0, -3.0)
  private let high = SIMD2(3.0, 3.0)

  init() throws { base = try #require(try BoxKitchen.robot().base) }

  private func box(_ name: String, _ center: Vector3, _ half: Vector3) -> PlacedCompound {
    PlacedCompound(
      name: name, primitives: [PlacedPrimitive(.box(halfExtents: half), at: Pose(center))])
  }

  private func planner(_ obstacles: [PlacedCompound]) -> FloorPlanner {
    FloorPlanner(base: base, among: Surroundings(obstacles), floorLow: low, floorHigh: high)
  }

  private func at(_ x: Double, _ y: Double, _ yaw: Double = 0) -> Pose {
    FloorPose(x: x, y: y, yaw: yaw).pose
  }

  /// Whether the base's body is clear of all at every pose.
  private func isFree(_ poses: [FloorPose], _ obstacles: [PlacedCompound]) -> Bool {
    poses.allSatisfy { pose in
      let body = PlacedCompound(name: "base", geoms: base.geoms(lift: 0.55), at: pose.pose)
      return !obstacles.contains { body.meets($0) }
    }
  }

  @Test func `an empty floor is crossed straight, turning by the shorter way`() throws {
    let path = try planner([]).plan(from: at(-2, -2, 3), to: at(2, 1, -3))
    #expect(path.corners.count == 2 && (path.length - 5).magnitude < 1e-9)
    #expect((path.corners[1].yaw - path.corners[0].yaw - (2 * .pi - 6)).magnitude < 1e-9)
  }

  @Test func `goes round an island`() throws {
    let island = box("island", Vector3(0, 0, 0.46), Vector3(1, 0.4, 0.46))
    let path = try planner([island]).plan(from: at(0, -1, .pi / 2), to: at(0, 1, -.pi / 2))
    let poses = path.poses(speed: 0.5, turnRate: 1, timeStep: 0.05)
    #expect(isFree(poses, [island]))
    // round a corner of 1.25 m at least; a lazy way would be far longer
    #expect(path.length > 3.2 && path.length < 4.6, "\(path.length)")
    #expect(path.corners.count <= 10)
    let (first, last) = (try #require(poses.first), try #require(poses.last))
    #expect((first.pose.position - Vector3(0, -1, 0)).length < 1e-9)
    #expect((last.pose.position - Vector3(0, 1, 0)).length < 1e-9)
    #expect((last.pose.orientation * at(0, 1, -.pi / 2).orientation.conjugate).angle < 1e-9)
  }

  @Test func `speed and turns are kept to at every step`() throws {
    let island = box("island", Vector3(0, 0, 0.46), Vector3(1, 0.4, 0.46))
    let path = try planner([island]).plan(from: at(0, -1, .pi / 2), to: at(0, 1, -.pi / 2))
    let poses = path.poses(speed: 0.5, turnRate: 1, timeStep: 0.05)
    for (from, to) in zip(poses, poses.dropFirst()) {
      let moved = Vector3(to.x - from.x, to.y - from.y, 0).length
      #expect(moved <= 0.025 + 1e-9)
      #expect((to.yaw - from.yaw).magnitude <= 0.05 + 1e-9)
    }
    #expect(Double(poses.count) * 0.05 >= path.length / 0.5)
  }

  @Test func `turns to get through a gap that is too narrow for its length`() throws {
    // 0.53 m: the base is 0.5 wide and 0.52 long, turned by any other angle it is wider
    let walls = [
      box("left", Vector3(0, 1.765, 0.5), Vector3(0.2, 1.5, 0.5)),
      box("right", Vector3(0, -1.765, 0.5), Vector3(0.2, 1.5, 0.5)),
    ]
    let path = try planner(walls).plan(from: at(-2, 1, .pi / 4), to: at(2, 1, .pi))
    #expect(isFree(path.poses(speed: 0.2, turnRate: 1, timeStep: 0.05), walls))

    // closed by 4 cm more, there is no way
    let closed = [
      box("left", Vector3(0, 1.74, 0.5), Vector3(0.2, 1.5, 0.5)),
      box("right", Vector3(0, -1.74, 0.5), Vector3(0.2, 1.5, 0.5)),
    ]
    #expect(throws: FloorPathFailure.self) {
      try planner(closed).plan(from: at(-2, 1, .pi / 4), to: at(2, 1, .pi))
    }
  }

  @Test func `corners that would swing into something keep it from turning`() throws {
    // eight posts: clear of the base at every eighth of a turn, but not in between
    let posts = (0..<8).map { index in
      let (sine, cosine) = Trigonometry.sincos((66 + 45 * Double(index)) / 180 * .pi)
      return box(
        "post", Vector3(0.33 * cosine, 0.33 * sine, 0.2), Vector3(0.004, 0.004, 0.2))
    }
    #expect(planner(posts).obstacle(at: FloorPose(x: 0, y: 0, yaw: .pi / 4)) == nil)
    #expect(throws: FloorPathFailure.self) {
      try planner(posts).plan(from: at(0, 0), to: at(0, 0, .pi / 2))
    }
  }

  @Test func `blocked ends are told by what blocks them`() {
    let chest = box("chest", Vector3(2, 0, 0.5), Vector3(0.3, 0.3, 0.5))
    #expect(throws: FloorPathFailure.goalBlocked(by: "chest")) {
      try planner([chest]).plan(from: at(0, 0), to: at(1.5, 0))
    }
    #expect(throws: FloorPathFailure.startBlocked(by: "chest")) {
      try planner([chest]).plan(from: at(1.5, 0), to: at(0, 0))
    }
    #expect(throws: FloorPathFailure.goalBlocked(by: "the floor's edge")) {
      try planner([]).plan(from: at(0, 0), to: at(2.9, 0))
    }
  }

  @Test func `floors and rugs are no obstacles, upper cabinets are none to a low lift`() throws {
    let things = [
      box("floor", Vector3(0, 0, -0.05), Vector3(3, 3, 0.05)),
      box("upper", Vector3(0, 0, 1.8), Vector3(3, 3, 0.4)),
    ]
    #expect(try planner(things).plan(from: at(-1, 0), to: at(1, 0)).length == 2)
  }

  @Test func `the arm that is carried counts`() throws {
    let robot = try BoxKitchen.robot()
    let shelf = box("shelf", Vector3(0, 0, 1.2), Vector3(0.2, 3, 0.3))
    var planner = planner([shelf])
    #expect(try planner.plan(from: at(-1.5, 0), to: at(1.5, 0)).length == 3)
    planner.load = FloorPlanner.arm(of: robot, posture: robot.home, lift: 0.55)
    #expect(throws: FloorPathFailure.self) {
      try planner.plan(from: at(-1.5, 0), to: at(1.5, 0))
    }
  }

  @Test func `the same question has the same answer`() throws {
    let island = box("island", Vector3(0, 0, 0.46), Vector3(1, 0.4, 0.46))
    let paths = try (0..<2).map { _ in
      try planner([island]).plan(from: at(0.1, -1, 1), to: at(0, 1, -2))
    }
    #expect(paths[0] == paths[1])
  }
}
