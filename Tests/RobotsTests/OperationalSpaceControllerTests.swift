import Foundation
import Geometry
import Robots
import Testing

/// The controller that turns actions into targets, and targets into velocities.
@Suite struct OperationalSpaceControllerTests {
  private let controller = OperationalSpaceController(
    maxPositionDelta: 0.05, maxRotationDelta: 0.5, kp: 150, dampingRatio: 1)

  @Test func `the shipped robot has robosuite's gains`() throws {
    #expect(try Panda().model.controller == controller)
  }

  @Test func `an action of one is 50 mm, and half a radian about a world axis`() {
    let current = Pose(Vector3(0.1, 0.2, 1), Quaternion(axis: Vector3(1, 0, 0), angle: 2))
    let shifted = controller.target(from: current, position: Vector3(0, -1, 0), rotation: .zero)
    #expect((shifted.position - Vector3(0.1, 0.15, 1)).length < 1e-15)
    #expect(shifted.distance(to: current).rotation < 1e-15)

    // the world's z, not the hand's
    let turned = controller.target(from: current, position: .zero, rotation: Vector3(0, 0, 1))
    let expected = Quaternion(axis: Vector3(0, 0, 1), angle: 0.5) * current.orientation
    #expect(turned.distance(to: Pose(current.position, expected)).rotation < 1e-12)
    #expect(turned.position == current.position)
  }

  @Test func `action and target undo each other`() {
    var random = RandomStream(seed: 5)
    func vector(_ size: Double) -> Vector3 {
      let x = random.uniform(-size, size)
      let y = random.uniform(-size, size)
      let z = random.uniform(-size, size)
      return Vector3(x, y, z)
    }
    for _ in 0..<200 {
      let current = Pose(vector(1), Quaternion(rotationVector: vector(1.5)))

      // from actions to a target and back, also beyond one
      let (position, rotation) = (vector(2), vector(2))
      let target = controller.target(from: current, position: position, rotation: rotation)
      let action = controller.action(from: current, to: target)
      #expect((action.position - position).length < 1e-9)
      #expect((action.rotation - rotation).length < 1e-9)

      // from any target to the action and back
      let other = Pose(vector(1), Quaternion(rotationVector: vector(1.5)))
      let asked = controller.action(from: current, to: other)
      let reached = controller.target(
        from: current, position: asked.position, rotation: asked.rotation)
      let error = reached.distance(to: other)
      #expect(error.position < 1e-12 && error.rotation < 1e-9)
    }
  }

  /// The way that is left to go, of 40 mm and 0.4 rad, every millisecond for a second.
  private func approach(_ controller: OperationalSpaceController) -> [(Double, Double)] {
    let dt = 0.001
    let target = Pose(Vector3(0.04, 0, 0), Quaternion(axis: Vector3(0, 0, 1), angle: 0.4))
    var pose = Pose.identity
    var (linear, angular) = (Vector3.zero, Vector3.zero)
    return (0..<1000).map { _ in
      (linear, angular) = controller.velocities(
        pose: pose, linear: linear, angular: angular, target: target, dt: dt)
      pose.position += linear * dt
      pose.orientation =
        (Quaternion(rotationVector: angular * dt) * pose.orientation).normalized
      let turn = (target.orientation * pose.orientation.conjugate).rotationVector
      return (target.position.x - pose.position.x, turn.z)
    }
  }

  @Test func `a target is approached with critical damping`() {
    let omega = Double(150).squareRoot()
    for (index, left) in approach(controller).enumerated() {
      // x(t) = x0 (1 + w t) exp(-w t), without ever passing the target
      let t = Double(index + 1) * 0.001
      let share = (1 + omega * t) * exp(-omega * t)
      #expect((left.0 / 0.04 - share).magnitude < 0.01)
      #expect((left.1 / 0.4 - share).magnitude < 0.01)
      #expect(left.0 > -1e-9 && left.1 > -1e-9)
    }
  }

  @Test func `less damping overshoots, as the ratio says`() {
    var loose = controller
    loose.dampingRatio = 0.2
    // exp(-pi zeta / sqrt(1 - zeta^2)) is 0.527
    let over = approach(loose).map { -$0.0 / 0.04 }.max() ?? 0
    #expect((over - 0.527).magnitude < 0.02)
  }

  @Test func `at the target, only damping acts`() {
    let (linear, angular) = controller.velocities(
      pose: .identity, linear: Vector3(1, 0, 0), angular: Vector3(0, 2, 0), target: .identity,
      dt: 0.001)
    let left = 1 - 2 * Double(150).squareRoot() * 0.001
    #expect((linear - Vector3(left, 0, 0)).length < 1e-12)
    #expect((angular - Vector3(0, 2 * left, 0)).length < 1e-12)
  }
}
