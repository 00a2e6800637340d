import Geometry
import Robots
import Testing

/// Forward kinematics against a simulator's, and against geometry that is known by hand.
@Suite struct KinematicsTests {
  private let panda: Panda

  init() throws { panda = try Panda() }

  @Test func `recorded joints put the hand where robosuite had it`() throws {
    // both sides know the same arm to the last bit; only robosuite's mount of the hand is rounded,
    // to three digits of a quaternion: 0.924 and -0.383, which is 0.493 mrad from an eighth turn
    for (recordings, expected) in [
      (try Panda.recordings(), 992), (try Panda.stackRecordings(), 297),
    ] {
      var frames = 0
      for recording in recordings {
        for (joints, recorded) in zip(recording.joints, recording.eefPoses) {
          let error = panda.kinematics.eefPose(joints).distance(to: recorded)
          #expect(error.position < 1e-9)
          #expect((error.rotation - 0.000_493).magnitude < 1e-6)
          frames += 1
        }
      }
      #expect(frames == expected)
    }
  }

  @Test func `there is a frame a joint, and one for the end effector`() {
    let poses = panda.kinematics.linkPoses(panda.model.home)
    #expect(poses.count == 8)
    #expect(poses.last == panda.kinematics.eefPose(panda.model.home))

    // the first joint stands 333 mm above the base, and the second on the same spot
    #expect((poses[0].position - Vector3(-0.56, 0, 1.245)).length < 1e-12)
    #expect((poses[1].position - poses[0].position).length < 1e-12)
  }

  @Test func `at zero the arm stretches up, its flange 88 mm in front of it`() {
    let tip = panda.kinematics.eefPose([Double](repeating: 0, count: 7))
    let height = 0.912 + 0.333 + 0.316 + 0.384 - 0.2035
    #expect((tip.position - Vector3(-0.56 + 0.088, 0, height)).length < 1e-9)

    // the hand points down
    #expect((tip.orientation.rotate(Vector3(0, 0, 1)) - Vector3(0, 0, -1)).length < 1e-9)
  }

  @Test func `the base carries the whole arm`() {
    let move = Pose(Vector3(0.3, -0.2, 0.1), Quaternion(axis: Vector3(0, 0, 1), angle: 1.1))
    let moved = Kinematics(panda.model, poseWorldBase: move * panda.kinematics.poseWorldBase)
    let pairs = zip(
      moved.linkPoses(panda.model.home), panda.kinematics.linkPoses(panda.model.home))
    for (pose, unmoved) in pairs {
      let error = pose.distance(to: move * unmoved)
      #expect(error.position < 1e-12 && error.rotation < 1e-12)
    }
  }
}
