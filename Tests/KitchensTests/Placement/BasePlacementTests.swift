import Geometry
import Kitchens
import Robots
import Testing

/// The base stands free, the arm reaches and touches nothing; or it is told what is wrong.
@Suite struct BasePlacementTests {
  private let kitchen = BoxKitchen()
  private let robot: RobotModel
  private let placement: BasePlacement

  init() throws {
    robot = try BoxKitchen.robot()
    placement = try BasePlacement(robot: robot)
  }

  private let line = StandingLine(poseWorldFront: .identity)
  private let grasp = HandFrame(
    name: "can", pose: Pose(Vector3(0.05, 0.18, 0.97)) * BoxKitchen.fromAbove)

  /// A horizontal bar on a door's front, the hand coming from the front.
  private func handle(_ position: Vector3) -> HandFrame {
    HandFrame(
      name: "handle",
      pose: Pose(
        position, Quaternion(columns: Vector3(0, 0, 1), Vector3(1, 0, 0), Vector3(0, 1, 0))))
  }

  private func draw(
    _ frames: [HandFrame], before line: StandingLine? = nil,
    among surroundings: Surroundings? = nil,
    seed: UInt64 = 0, _ change: (inout BasePlacementOptions) -> Void = { _ in }
  ) throws(BaseFailure) -> BaseStance {
    var placement = placement
    change(&placement.options)
    return try placement.draw(
      before: line ?? self.line, frames: frames, among: surroundings ?? kitchen.surroundings,
      floorLow: BoxKitchen.floorLow, floorHigh: BoxKitchen.floorHigh,
      stream: RandomStream(seed: seed))
  }

  private func failure(
    _ frames: [HandFrame], among surroundings: Surroundings? = nil,
    _ change: (inout BasePlacementOptions) -> Void = { _ in }
  ) throws -> BaseFailure {
    try #require(throws: BaseFailure.self) { try draw(frames, among: surroundings, change) }
  }

  @Test(arguments: 0..<20) func `the hand gets there and nothing touches`(seed: UInt64) throws {
    for frame in [grasp, handle(Vector3(0.1, -0.03, 0.75)), handle(Vector3(0.1, 0.21, 1.1))] {
      let stance = try draw([frame], seed: seed)

      // the frame itself, but for half a turn of the hand
      let kinematics = Kinematics(robot, poseWorldBase: stance.poseWorldMount)
      let eef = kinematics.eefPose(stance.postures[0])
      #expect((eef.position - frame.pose.position).length < 0.002)
      let approach = eef.orientation.rotate(Vector3(0, 0, 1))
      #expect((approach - frame.pose.orientation.rotate(Vector3(0, 0, 1))).length < 0.02)
      let fingers = eef.orientation.rotate(Vector3(1, 0, 0))
      #expect(fingers.dot(frame.pose.orientation.rotate(Vector3(1, 0, 0))).magnitude > 0.999)
      for (angle, joint) in zip(stance.postures[0], robot.joints) {
        #expect(joint.limits.contains(angle))
      }

      // links by their capsules, the base by its boxes
      let poses = kinematics.linkPoses(stance.postures[0])
      for geom in robot.linkGeoms {
        let link = PlacedCompound(
          name: "link",
          primitives: [
            PlacedPrimitive(geom.shape, at: poses[geom.link - 1] * geom.poseLinkGeom)
          ])
        #expect(kitchen.surroundings.firstMeeting(link, margin: 0.009) == nil)
      }
      let base = try #require(robot.base)
      let body = PlacedCompound(
        name: "base", geoms: base.geoms(lift: stance.lift), at: stance.poseWorldBase)
      #expect(kitchen.surroundings.firstMeeting(body) == nil)

      // it looks at the fixture, its mount is on it, its lift is one it has
      #expect(stance.poseWorldBase.orientation.rotate(Vector3(1, 0, 0)).y > 1 - 1e-9)
      #expect(base.lift.contains(stance.lift))
      let mount = stance.poseWorldBase * base.poseBaseMount(lift: stance.lift)
      #expect((mount.position - stance.poseWorldMount.position).length < 1e-12)
      #expect(stance.poseWorldBase.position.y + 0.26 <= -0.05 + 1e-9)
    }
  }

  @Test func `bases vary with the stream, and come back with it`() throws {
    let stances = try (0..<10).map { try draw([grasp], seed: UInt64($0)) }
    #expect(Set(stances.map(\.poseWorldBase)).count == 10)
    #expect(Set(stances.map(\.lift)).count == 10)
    #expect(try draw([grasp], seed: 3) == stances[3])
    let places = stances.map { $0.poseWorldBase.position.x }
    #expect((places.max() ?? 0) - (places.min() ?? 0) > 0.05)
  }

  @Test func `a fixture that is turned is faced`() throws {
    // the whole kitchen turned about the world's origin
    let turn = Pose(Vector3(0.3, 0, 0), Quaternion(axis: Vector3(0, 0, 1), angle: 2))
    let stance = try placement.draw(
      before: StandingLine(poseWorldFront: turn),
      frames: [HandFrame(name: "can", pose: turn * grasp.pose)], among: Surroundings(),
      floorLow: SIMD2(-9, -9), floorHigh: SIMD2(9, 9), stream: RandomStream(seed: 0))
    let local = turn.inverse * stance.poseWorldBase
    #expect(local.position.y < -0.3)
    #expect(local.orientation.rotate(Vector3(1, 0, 0)).y > 1 - 1e-9)
  }

  @Test func `several frames are reached from one place`() throws {
    let frames = [grasp, HandFrame(name: "other", pose: Pose(Vector3(-0.2, 0, 0)) * grasp.pose)]
    #expect(try draw(frames).postures.count == 2)
  }

  @Test func `a motion is followed from posture to posture`() throws {
    // a door's handle on its way: a quarter circle of 0.4 m about a hinge at the left
    let hinge = Pose(Vector3(-0.3, 0, 0.75))
    let closed = Pose(Vector3(0.4, -0.05, 0)) * Pose(.zero, handle(.zero).pose.orientation)
    let frames = (0...8).map { step in
      HandFrame(
        name: "at \(step)",
        pose: hinge
          * Pose(.zero, Quaternion(axis: Vector3(0, 0, 1), angle: -Double(step) * 0.1)) * closed,
        follows: step > 0)
    }
    let stance = try draw(frames)
    #expect(stance.postures.count == 9)
    let kinematics = Kinematics(robot, poseWorldBase: stance.poseWorldMount)
    let turns = zip(stance.postures, frames).map { positions, frame in
      let eef = kinematics.eefPose(positions)
      #expect((eef.position - frame.pose.position).length < 0.002)
      return (eef.orientation * frame.pose.orientation.conjugate).angle > 1
    }
    #expect(Set(turns).count == 1)
    for (from, to) in zip(stance.postures, stance.postures.dropFirst()) {
      for (a, b) in zip(from, to) { #expect((a - b).magnitude < 0.5) }
    }
  }

  @Test func `no standing room names what stands there`() throws {
    var full = kitchen.surroundings
    full.add(
      PlacedCompound(
        name: "stool",
        primitives: [
          PlacedPrimitive(.box(halfExtents: Vector3(1, 1, 0.3)), at: Pose(Vector3(0, -1, 0.3)))
        ]))
    let failed = try failure([grasp], among: full)
    #expect(failed == .noStandingRoom(blockedBy: ["stool"]))
    #expect(failed.description == "no standing room because of stool")

    // a floor that ends at the counter
    #expect(throws: BaseFailure.noStandingRoom(blockedBy: [FloorPlanner.floorEdge])) {
      try placement.draw(
        before: line, frames: [grasp], among: kitchen.surroundings, floorLow: SIMD2(-2, -0.3),
        floorHigh: SIMD2(2, 0), stream: RandomStream(seed: 0))
    }
  }

  @Test func `what is too far is told with the frame and the error`() throws {
    let far = HandFrame(name: "lamp", pose: Pose(Vector3(0, 0.2, 2.4)) * BoxKitchen.fromAbove)
    guard case .unreachable(let name, let error, _) = try failure([grasp, far]) else {
      Issue.record("not unreachable")
      return
    }
    #expect(name == "lamp" && error > 0.2 && error < 1)

    // a few centimetres too high for the arm on its lift, as only inverse kinematics can tell
    let high = HandFrame(name: "shelf", pose: Pose(Vector3(0, 0.2, 1.97)) * BoxKitchen.fromAbove)
    guard
      case .unreachable("shelf", let few, _) = try failure([grasp, high], among: Surroundings())
    else {
      Issue.record("not unreachable on the shelf")
      return
    }
    #expect(few > 0.002 && few < 0.3)
  }

  @Test func `an arm that would touch something says which link and what`() throws {
    // a lamp above all places where the wrist would be
    var low = kitchen.surroundings
    low.add(
      PlacedCompound(
        name: "lamp",
        primitives: [
          PlacedPrimitive(.box(halfExtents: Vector3(1, 0.3, 0.05)), at: Pose(Vector3(0, 0.2, 1.25)))
        ]))
    guard case .touches(let link, "lamp") = try failure([grasp], among: low) else {
      Issue.record("no touch")
      return
    }
    #expect(link >= 4 && link <= 8)
    _ = try draw([grasp], among: low) { $0.ignoring = ["lamp"] }
  }

  @Test func `the arm has room where it waits`() throws {
    // a lamp beside where the hand would be at home: another place is found, unless the grasp needs
    // the lamp's
    var found = 0
    for seed in 0..<10 {
      let stance = try draw([grasp], seed: UInt64(seed))
      var home = kitchen.surroundings
      home.add(
        PlacedCompound(
          name: "lamp",
          primitives: [
            PlacedPrimitive(
              .sphere(radius: 0.01),
              at: stance.poseWorldMount * Pose(Vector3(0.45, 0.09, 0.47)))
          ]))
      guard let other = try? draw([grasp], among: home, seed: UInt64(seed)) else { continue }
      found += 1
      let eef = Kinematics(robot, poseWorldBase: other.poseWorldMount).eefPose(robot.home)
      let hand = PlacedCompound(name: "hand", geoms: robot.hand.geoms, at: eef)
      #expect(home.firstMeeting(hand) == nil)
    }
    #expect(found >= 5)
  }

  @Test func `where the hand comes from counts, too`() throws {
    // a shelf above the grasp: room for the hand at it, none for the hand drawn back
    var shelved = kitchen.surroundings
    shelved.add(
      PlacedCompound(
        name: "shelf",
        primitives: [
          PlacedPrimitive(
            .box(halfExtents: Vector3(0.5, 0.14, 0.005)), at: Pose(Vector3(0.05, 0.19, 1.33)))
        ]))
    _ = try draw([grasp], among: shelved) {
      $0.retreat = 0
      $0.checksHome = false
    }
    guard
      case .touches(let link, "shelf") = try failure(
        [grasp], among: shelved, { $0.checksHome = false })
    else {
      Issue.record("nothing said of the shelf")
      return
    }
    #expect(link >= 5)
  }

  @Test func `a robot that is bolted down has no place`() throws {
    var fixed = robot
    fixed.base = nil
    #expect(throws: BaseFailure.noBase(robot: "panda_mobile")) { try BasePlacement(robot: fixed) }
  }

  @Test func `the standing line is the counter's for what hangs above it`() throws {
    func fixture(_ name: String, _ row: String, _ pose: Pose, _ size: Vector3)
      -> KitchenLayout.Fixture
    {
      KitchenLayout.Fixture(
        name: name, model: name, row: row, poseWorldFixture: pose, parameters: [], size: size)
    }
    let turn = Quaternion(axis: Vector3(0, 0, 1), angle: .pi / 2)
    let layout = KitchenLayout(
      name: "test", archetype: "one_wall", seed: 0,
      fixtures: [
        fixture("floor", "floor", .identity, Vector3(4, 4, 0.1)),
        fixture("counter", "base", Pose(Vector3(0, 0.325, 0)), Vector3(3, 0.65, 0.92)),
        fixture("upper", "upper", Pose(Vector3(0.5, 0.46, 1.4)), Vector3(0.6, 0.38, 0.9)),
        fixture("island", "base", Pose(Vector3(0.5, -2, 0)), Vector3(1, 0.65, 0.92)),
        fixture("side", "base", Pose(Vector3(-1.7, -1, 0), turn), Vector3(1, 0.6, 0.92)),
      ], floorLow: SIMD2(-2, -3), floorHigh: SIMD2(2, 0.65))
    let upper = try #require(StandingLine("upper", in: layout)).poseWorldFront
    #expect((upper.position - Vector3(0.5, 0, 0)).length < 1e-9)
    // its front looks along +x: a robot stands there and looks along -x
    let side = try #require(StandingLine("side", in: layout)).poseWorldFront
    #expect((side.position - Vector3(-1.4, -1, 0)).length < 1e-9)
    #expect(StandingLine("nothing", in: layout) == nil)
  }
}
