import Geometry
import Physics
import Testing

/// The wrapper of the physics engine against closed formulas and known traps.
@Suite struct WorldTests {
  private static let cube = RigidBodyModel(
    mass: 0.1, geoms: [CollisionGeom(.box(halfExtents: Vector3(0.02, 0.02, 0.02)))])

  /// Runs with the process's one lock held.
  private func physics<R: Sendable>(_ body: @Sendable () -> R) -> R {
    PhysicsLock.shared.withLock { _ in body() }
  }

  @Test("a body in free fall follows the parabola")
  func freeFall() {
    let height = physics {
      let world = World()
      let body = world.addBody(
        Self.cube, pose: Pose(Vector3(0, 0, 2)), group: .object, touches: [.fixed])
      for _ in 0..<100 { world.step() }
      return world.pose(body).position.z
    }
    // semi-implicit Euler: g dt^2 n (n + 1) / 2
    let fallen = 9.81 * 0.005 * 0.005 * 100 * 101 / 2
    #expect((2 - height - fallen).magnitude < 1e-9)
  }

  @Test("a cube on a table stays for two seconds, and hardly sinks in")
  func rest() {
    let (moved, deepest) = physics {
      let world = World()
      world.addFixedBox(
        pose: Pose(Vector3(0, 0, -0.05)), halfExtents: Vector3(1, 1, 0.05), friction: 0.8)
      let body = world.addBody(
        Self.cube, pose: Pose(Vector3(0.1, 0.2, 0.0202)), group: .object, touches: [.fixed])
      var deepest = 0.0
      for _ in 0..<400 {
        world.step()
        for index in 0..<world.contactCount { deepest = max(deepest, world.contact(index).depth) }
      }
      return ((world.pose(body).position - Vector3(0.1, 0.2, 0.02)).length, deepest)
    }
    #expect(moved < 0.001)
    #expect(deepest > 0 && deepest < 0.001)
  }

  @Test("worlds built alike go alike, bit for bit, also from a state read off")
  func determinism() {
    @Sendable func run(from state: [Double]? = nil, steps: Int) -> [Double] {
      let world = World()
      world.addFixedBox(
        pose: Pose(Vector3(0, 0, -0.05)), halfExtents: Vector3(1, 1, 0.05), friction: 0.8)
      let tilt = Quaternion(axis: Vector3(0.6, 0.8, 0), angle: 0.7)
      for index in 0..<2 {
        let start = state.map { $0[(13 * index)..<(13 * index + 13)] }
        _ = world.addBody(
          Self.cube,
          pose: Pose(Vector3(0.015 * Double(index), 0, 0.05 + 0.1 * Double(index)), tilt),
          group: .object, touches: [.fixed, .object], state: start)
      }
      for _ in 0..<steps { world.step() }
      var numbers: [Double] = []
      world.appendState(to: &numbers)
      return numbers
    }
    let (first, second, start, fromStart) = physics {
      let start = run(steps: 0)
      return (run(steps: 150), run(steps: 150), start, run(from: start, steps: 150))
    }
    #expect(first == second)
    #expect(first == fromStart)
    #expect(first != start)
  }

  @Test("the centre of mass of an uneven compound, and the pose of its own frame")
  func compound() throws {
    // two equal cubes, 10 cm apart along x, the first at the frame's origin
    let half = Vector3(0.01, 0.01, 0.01)
    let model = RigidBodyModel(
      mass: 0.2,
      geoms: [
        CollisionGeom(.box(halfExtents: half)),
        CollisionGeom(.box(halfExtents: half), poseBodyGeom: Pose(Vector3(0.1, 0, 0))),
      ])
    let pose = Pose(Vector3(1, 2, 3), Quaternion(axis: Vector3(0, 0, 1), angle: .pi / 2))
    let (read, center, state) = physics {
      let world = World()
      let body = world.addBody(model, pose: pose, group: .object, touches: [.fixed])
      var state: [Double] = []
      world.appendState(to: &state)
      return (world.pose(body), world.massCenters[0], state)
    }
    #expect((center - Vector3(0.05, 0, 0)).length < 1e-12)
    #expect((read.position - pose.position).length < 1e-12)
    // ODE's own position is that of the centre, which lies along world y here
    #expect((Vector3(state[0], state[1], state[2]) - Vector3(1, 2.05, 3)).length < 1e-12)
  }

  @Test("a slider and a servo reach the velocities they are told")
  func motors() {
    let (opening, rate, hand) = physics {
      let world = World()
      let hand = world.addBody(
        Self.cube, pose: Pose(Vector3(0, 0, 1)), group: .gripper, touches: [], weightless: true)
      let finger = world.addBody(
        Self.cube, pose: Pose(Vector3(0.1, 0, 1)), group: .gripper, touches: [], weightless: true)
      let slider = world.addSlider(hand, finger, axis: Vector3(1, 0, 0))
      let servo = world.addServo(hand, maxForce: 150, maxTorque: 15)
      for _ in 0..<20 {
        world.drive(servo, linear: Vector3(0, 0, 0.1), angular: .zero)
        world.drive(slider, velocity: 0.05, maxForce: 30)
        world.step()
      }
      let travel = world.travel(slider)
      return (travel.position, travel.rate, world.velocity(hand).linear)
    }
    // 20 steps of 5 ms at 0.05 m/s
    #expect((opening - 0.005).magnitude < 1e-4)
    #expect((rate - 0.05).magnitude < 1e-3)
    #expect((hand - Vector3(0, 0, 0.1)).length < 1e-3)
  }

  @Test("a state that is not finite is not stepped into an abort")
  func notFinite() {
    let steps = physics {
      let world = World()
      let body = world.addBody(
        Self.cube, pose: Pose(Vector3(0, 0, 1)), group: .object, touches: [.object])
      _ = world.addBody(Self.cube, pose: Pose(Vector3(1, 0, 1)), group: .object, touches: [.object])
      world.step()
      world.put(body, at: Pose(Vector3(.nan, 0, 0)))
      world.step()
      return (world.stepCounts.all, world.isSane(radius: 5))
    }
    #expect(steps.0 == 1)
    #expect(!steps.1)
  }
}
