import Episodes
import Geometry
import Multiplication
import Testing

/// Bridges around things.
@Suite struct DetourTests {
  /// A wall across x: the hand may pass only from a height on.
  private struct Wall: BridgeCollisionChecker {
    var x: ClosedRange<Double>
    var top: Double
    func isFree(_ poses: [Pose]) -> Bool {
      poses.allSatisfy { !x.contains($0.position.x) || $0.position.z > top }
    }
    func isClear(_ poses: [Pose], reaching object: Int?) -> Bool { isFree(poses) }
  }

  /// Notes what it is asked.
  private final class Witness: BridgeCollisionChecker {
    nonisolated(unsafe) var asked: [[Pose]] = []
    func isFree(_ poses: [Pose]) -> Bool {
      asked.append(poses)
      return false
    }
    func isClear(_ poses: [Pose], reaching object: Int?) -> Bool { isFree(poses) }
  }

  private static let down = Quaternion(axis: Vector3(1, 0, 0), angle: .pi)
  /// Where the hand is, beside the wall, turned about the vertical against the segment's start.
  private static let hand = Pose(
    Vector3(-0.3, 0.02, 0.9), Quaternion(axis: Vector3(0, 0, 1), angle: 1) * down)
  private let made = Motions.made()
  /// The first target of the made-up segment.
  private var goal: Pose { made.eefPoses[0] }

  private func motions(_ set: (inout MotionOptions) -> Void = { _ in }) throws -> Motions {
    var motions = try Motions([made])
    motions.options.numInterpolationSteps = 5
    motions.options.avoidCollisions = true
    motions.options.actionNoise = 0.05
    set(&motions.options)
    return motions
  }

  private func plan(_ motions: Motions, _ checker: (any BridgeCollisionChecker)?) throws
    -> PlannedSegment
  {
    var planner = try motions.planner()
    return planner.plan(
      subtask: 0, eef: Self.hand, object: made.objects[0].poses[0], lastTarget: nil,
      checker: checker)
  }

  @Test func `a free way stays straight, and so does one that nobody checks`() throws {
    let asked = try plan(motions(), Wall(x: -0.2 ... -0.1, top: 0.5))
    let unasked = try plan(motions(), nil)
    let without = try plan(
      motions { $0.avoidCollisions = false }, Wall(x: -0.2 ... -0.1, top: 5))
    let plain = try plan(motions { $0.avoidCollisions = nil }, nil)
    for plan in [asked, unasked, without] {
      #expect(plan.bridge == .straight && plan.waypoints == plain.waypoints)
    }
  }

  /// The goal is at 1.2 m: an approach from 3 cm higher, and then once, twice, three times 10 cm.
  @Test(arguments: [(1.25, 1), (1.4, 2), (1.5, 3)])
  func `a wall is passed as low as may be`(top: Double, factor: Int) throws {
    let lift = Double(factor) * 0.1
    let plan = try plan(motions(), Wall(x: -0.2 ... -0.1, top: top))
    #expect(plan.bridge == .detour(lift: lift))
    let poses = [Self.hand] + plan.waypoints[..<plan.bridgeSteps].map(\.pose)
    let height = goal.position.z + 0.03 + lift
    #expect(((poses.map(\.position.z).max() ?? 0) - height).magnitude < 1e-9)
    #expect(poses.allSatisfy { !(-0.2 ... -0.1).contains($0.position.x) || $0.position.z > top })

    // every step within the speeds that detours have of their own: 0.5 m/s and 2 rad/s at 20 Hz
    for (a, b) in zip(poses, poses.dropFirst()) {
      #expect((b.position - a.position).length <= 0.025 + 1e-9)
      #expect((b.orientation * a.orientation.conjugate).angle <= 0.1 + 1e-6)
    }
    // and the segment follows as ever
    let plain = try self.plan(motions(), nil)
    #expect(plan.followed.map(\.pose) == plain.followed.map(\.pose))
    #expect(plan.source == plain.source && plan.move == plain.move)
    let bridge = plan.waypoints[..<plan.bridgeSteps]
    #expect(bridge.allSatisfy { $0.gripper == plain.waypoints[0].gripper })
    #expect(bridge.allSatisfy { $0.positionNoise == .zero })
  }

  @Test func `it draws back, rises, travels, comes down and approaches`() throws {
    let plan = try plan(
      motions {
        $0.retreatDistance = 0.05
        $0.approachDistance = 0.04
        $0.liftHeight = 0.2
      }, Wall(x: -0.2 ... -0.1, top: 1.3))
    let poses = plan.waypoints[..<plan.bridgeSteps].map(\.pose)
    // both tools point down, so that back is up
    let height = goal.position.z + 0.04 + 0.2
    var corners = [Self.hand, Self.hand, goal, goal]
    corners[0].position.z += 0.05
    corners[1].position.z = height
    corners[2].position.z = height
    corners[3].position.z += 0.04
    var from = 0
    for corner in corners {
      let found = try #require(poses[from...].firstIndex { $0.matches(corner, within: 1e-7) })
      from = found
    }
    #expect(poses.last.map { $0.matches(goal) } == true)

    // the hand turns on its way over only
    let turning = zip(poses, poses.dropFirst()).filter { a, b in
      (b.orientation * a.orientation.conjugate).angle > 1e-6
    }
    #expect(turning.allSatisfy { ($0.0.position.z - height).magnitude < 1e-9 })
    #expect(turning.count >= 10)
  }

  @Test func `a tilted tool draws back along its own axis`() throws {
    // the hand points along x: back is towards -x
    var planner = try motions { $0.retreatDistance = 0.1 }.planner()
    let hand = Pose(
      Vector3(-0.3, 0.02, 0.9), Quaternion(axis: Vector3(0, 1, 0), angle: .pi / 2))
    let plan = planner.plan(
      subtask: 0, eef: hand, object: made.objects[0].poses[0], lastTarget: nil,
      checker: Wall(x: -0.2 ... -0.1, top: 1.25))
    #expect(plan.bridge == .detour(lift: 0.1))
    let least = plan.waypoints.map(\.pose.position.x).min() ?? 0
    #expect((least + 0.4).magnitude < 1e-9)
  }

  @Test func `a subtask's own top speeds hold on detours, too`() throws {
    let plan = try plan(
      motions {
        $0.maxBridgeSpeed = 0.2
        $0.maxBridgeRotationSpeed = 1
        $0.bridgeProfile = .minJerk
      }, Wall(x: -0.2 ... -0.1, top: 1.25))
    #expect(plan.bridge == .detour(lift: 0.1))
    let poses = [Self.hand] + plan.waypoints[..<plan.bridgeSteps].map(\.pose)
    for (a, b) in zip(poses, poses.dropFirst()) {
      #expect((b.position - a.position).length <= 0.01 + 1e-9)
      #expect((b.orientation * a.orientation.conjugate).angle <= 0.05 + 1e-6)
    }
  }

  @Test func `when nothing is free, it stays straight and says so`() throws {
    let witness = Witness()
    let blocked = try plan(motions(), witness)
    #expect(blocked.bridge == .blocked)
    #expect(blocked.waypoints == (try plan(motions(), nil)).waypoints)

    // asked for the straight way and three detours, finely divided, from hand to first target
    #expect(witness.asked.count == 4)
    for path in witness.asked {
      #expect(path.first == Self.hand && path.last == goal)
      #expect(
        zip(path, path.dropFirst()).allSatisfy { a, b in
          (b.position - a.position).length <= 0.01 + 1e-9
            && (b.orientation * a.orientation.conjugate).angle <= 0.1 + 1e-6
        })
    }
    let heights = witness.asked.map { path in path.map(\.position.z).max() ?? 0 }
    for (height, lift) in zip(heights.dropFirst(), [0.1, 0.2, 0.3]) {
      #expect((height - goal.position.z - 0.03 - lift).magnitude < 1e-9)
    }
  }

  @Test func `no retreat and no approach leave no empty pieces`() throws {
    let plan = try plan(
      motions {
        $0.retreatDistance = 0
        $0.approachDistance = 0
      }, Wall(x: -0.2 ... -0.1, top: 1.25))
    #expect(plan.bridge == .detour(lift: 0.1))
    let poses = [Self.hand] + plan.waypoints[..<plan.bridgeSteps].map(\.pose)
    #expect(zip(poses, poses.dropFirst()).allSatisfy { !$0.matches($1) })
    #expect(poses.last.map { $0.matches(goal) } == true)
  }
}
