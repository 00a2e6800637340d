import Geometry
import Robots
import Testing

/// Inverse kinematics: exact along what people did, honest about what cannot be reached.
@Suite struct InverseKinematicsTests {
  private let panda: Panda
  private let solver: InverseKinematics

  init() throws {
    panda = try Panda()
    solver = InverseKinematics(panda.kinematics)
  }

  @Test func `the recorded motions are followed within a tenth of a millimetre`() throws {
    var worst = (position: 0.0, rotation: 0.0, step: 0.0)
    for recording in try Panda.recordings() {
      var joints = panda.model.home
      for (frame, target) in recording.eefPoses.enumerated() {
        let solution = solver.solve(target, from: joints)
        try #require(panda.respectsLimits(solution.positions))

        // the errors it tells are those of the joints it gives
        let error = panda.kinematics.eefPose(solution.positions).distance(to: target)
        #expect((error.position - solution.positionError).magnitude < 1e-12)
        #expect((error.rotation - solution.rotationError).magnitude < 1e-9)
        worst.position = max(worst.position, error.position)
        worst.rotation = max(worst.rotation, error.rotation)

        // from frame to frame the arm moves little: it never changes its posture
        if frame > 0 {
          for (new, old) in zip(solution.positions, joints) {
            worst.step = max(worst.step, (new - old).magnitude)
          }
        }
        joints = solution.positions
      }
    }
    #expect(worst.position < 1e-4)
    #expect(worst.rotation < 1e-3)
    #expect(worst.step < 0.1)
  }

  @Test func `poses beside reachable ones are reached, too`() {
    var random = RandomStream(seed: 3)
    for _ in 0..<200 {
      // a posture around home, and another one near it
      let start = panda.model.home.map { $0 + random.uniform(-0.2, 0.2) }
      let near = zip(start, panda.model.joints).map { angle, joint in
        let limits = joint.limits
        return min(
          limits.upperBound, max(limits.lowerBound, angle + random.uniform(-0.05, 0.05)))
      }
      let solution = solver.solve(panda.kinematics.eefPose(near), from: start)
      #expect(solution.positionError < 1e-4 && solution.rotationError < 1e-3)
      #expect(panda.respectsLimits(solution.positions))
    }
  }

  @Test(arguments: [
    Vector3(3, 0, 1), Vector3(-0.56, 0, 4), Vector3(-0.56, -2.5, 0.9), Vector3(0.9, 0.9, 0.2),
  ])
  func `what is out of reach leaves a large error, and joints within limits`(position: Vector3) {
    let down = Quaternion(axis: Vector3(1, 0, 0), angle: .pi)
    var joints = panda.model.home
    for _ in 0..<50 {
      let solution = solver.solve(Pose(position, down), from: joints)
      joints = solution.positions
      #expect(panda.respectsLimits(joints))

      // the arm reaches less than 1.1 m from its shoulder
      let shoulder = Vector3(-0.56, 0, 1.245)
      #expect(solution.positionError > (position - shoulder).length - 1.1)
      #expect(solution.positionError.isFinite && solution.rotationError.isFinite)
    }
  }

  @Test func `a wrist beyond its limits is told as a rotation error`() {
    // a hand turned over by half a turn about the vertical in small steps: the last joint gives out
    let start = panda.kinematics.eefPose(panda.model.home)
    var joints = panda.model.home
    var worst = 0.0
    for step in 1...180 {
      let turn = Quaternion(axis: Vector3(0, 0, 1), angle: Double(step) * .pi / 90)
      let target = Pose(start.position, turn * start.orientation)
      let solution = solver.solve(target, from: joints)
      joints = solution.positions
      worst = max(worst, solution.rotationError)
      #expect(panda.respectsLimits(joints))
    }
    #expect(worst > 0.1)
  }

  @Test func `with nothing to do the arm settles at home`() {
    // elsewhere in the null space of the same pose, the posture is pulled back
    let target = panda.kinematics.eefPose(panda.model.home)
    var joints = panda.model.home
    joints[0] += 0.1
    joints[2] -= 0.1
    for _ in 0..<100 {
      var eager = solver
      eager.tolerance = 0
      joints = eager.solve(target, from: joints).positions
    }
    for (angle, home) in zip(joints, panda.model.home) { #expect((angle - home).magnitude < 1e-3) }
  }
}
