import Geometry
import Kitchens
import Robots
import Testing

/// What the arm reaches, and with which postures.
@Suite struct ReachTestTests {
  private let robot: RobotModel
  private let reach: ReachTest
  private let mount = Pose(
    Vector3(1, 2, 0.7), Quaternion(axis: Vector3(0, 0, 1), angle: 0.8))

  init() throws {
    robot = try BoxKitchen.robot()
    reach = ReachTest(robot: robot)
  }

  /// A hand that looks along a direction of the mount's frame, the fingers level.
  private func hand(_ position: Vector3, along approach: Vector3) -> Pose {
    let x = Vector3(0, 1, 0)
    return mount * Pose(position, Quaternion(columns: x, approach.cross(x), approach))
  }

  @Test func `a posture that is said to reach does`() {
    var random = RandomStream(seed: 4)
    var reached = 0
    for _ in 0..<300 {
      let frame = Pose(
        Vector3(
          random.uniform(0.2, 0.8), random.uniform(-0.5, 0.5), random.uniform(-0.2, 0.8)),
        Quaternion(axis: Vector3(1, 0, 0), angle: .pi)
          * Quaternion(axis: Vector3(0, 0, 1), angle: random.uniform(-3, 3)))
      let posture = reach.posture(for: frame, mayTurn: true)
      let eef = Kinematics(robot, poseWorldBase: .identity).eefPose(posture.positions)
      guard reach.isReached(posture) else { continue }
      reached += 1
      #expect((eef.position - frame.position).length <= 0.002)
      #expect((eef.orientation.rotate(Vector3(0, 0, 1)) - Vector3(0, 0, -1)).length < 0.03)
      for (angle, joint) in zip(posture.positions, robot.joints) {
        #expect(angle > joint.limits.lowerBound && angle < joint.limits.upperBound)
      }
    }
    #expect(reached > 150, "\(reached)")
  }

  @Test func `near and far, from above and from the front`() {
    let (down, ahead) = (Vector3(0, 0, -1), Vector3(1, 0, 0))
    #expect(reach.reaches(hand(Vector3(0.5, 0, 0.2), along: down), mount: mount))
    #expect(reach.reaches(hand(Vector3(0.6, 0.2, 0.4), along: ahead), mount: mount))
    #expect(!reach.reaches(hand(Vector3(0.95, 0, 0.2), along: down), mount: mount))
    #expect(!reach.reaches(hand(Vector3(1.2, 0, 0.4), along: ahead), mount: mount))

    // the hand gets there, but not to where it comes from
    let high = hand(Vector3(0.35, 0, 0.73), along: down)
    #expect(reach.reaches(high, mount: mount, retreat: 0))
    #expect(!reach.reaches(high, mount: mount, retreat: 0.3))
  }

  @Test func `half a turn of the hand is as good where fingers are alike`() {
    let frame = hand(Vector3(0.5, 0, 0.2), along: Vector3(0, 0, -1))
    let turned = frame * Pose(.zero, Quaternion(axis: Vector3(0, 0, 1), angle: .pi))
    #expect(reach.reaches(frame, mount: mount) && reach.reaches(turned, mount: mount))
    let strict = [frame, turned].map { reach.reaches($0, mount: mount, mayTurn: false) }
    #expect(strict == [true, false] || strict == [false, true])
  }
}
