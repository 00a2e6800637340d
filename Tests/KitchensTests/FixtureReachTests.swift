import Geometry
import Kitchens
import Scenes
import Testing

/// Whether a parallel gripper fits round every handle and before every button of a closed fixture.
@Suite struct FixtureReachTests {
  /// An open or closed gripper in the frame of the midpoint of its finger tips, z along the fingers.
  private static func gripper(open: Bool) -> RigidBodyModel {
    // pads 8 mm thick; tips 8 mm beyond a grip's middle, or right before what they press
    let finger = open ? 0.044 : 0.004
    let tip = open ? 0.008 : 0.0
    let boxes =
      [-1.0, 1.0].map { side in
        CollisionGeom(
          .box(halfExtents: Vector3(0.004, 0.008, 0.023)),
          poseBodyGeom: Pose(Vector3(side * finger, 0, tip - 0.0235)))
      } + [
        CollisionGeom(
          .box(halfExtents: Vector3(0.1, 0.03, 0.033)),
          poseBodyGeom: Pose(Vector3(0, 0, tip - 0.008 - 0.0716)))
      ]
    return RigidBodyModel(mass: 1, geoms: boxes)
  }

  @Test(arguments: FixtureFiles.classes)
  func `the hand reaches what is to be moved`(name: String) throws {
    let model = try #require(try FixtureFiles.library.get()[name])
    for seed in 0..<100 {
      let instance = try model.instance(stream: RandomStream(seed: UInt64(seed)))
      var poses: [Pose] = []
      for part in instance.parts {
        guard let joint = part.joint else {
          poses.append(.identity)
          continue
        }
        let parent = try #require(instance.parts.firstIndex { $0.name == joint.parent })
        let start = min(max(0, joint.range.lowerBound), joint.range.upperBound)
        poses.append(poses[parent] * joint.poseParentPart(at: start))
      }

      for (index, part) in instance.parts.enumerated() {
        // racks are reached when the flap before them is open
        guard part.joint != nil, !part.name.hasSuffix("rack") else { continue }
        for site in part.sites where ["handle", "press"].contains(site.name) {
          let hand = Self.gripper(open: site.name == "handle")
          let at = poses[index] * site.pose
          #expect(hand.bounds(in: at).low.z > 0, "\(name) \(seed): \(part.name) is too low")
          for (other, pose) in zip(instance.parts, poses) {
            #expect(
              !BoxOverlap.overlap(hand, at: at, other.body, at: pose, margin: 0),
              "\(name) \(seed): a hand at \(part.name).\(site.name) meets \(other.name)")
          }
        }
      }
    }
  }
}
