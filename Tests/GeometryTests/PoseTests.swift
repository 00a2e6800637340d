import Geometry
import Testing

/// The algebra of rigid poses.
@Suite struct PoseTests {
  private let poses = Samples.poses(300)
  private let point = Vector3(-0.4, 0.9, 1.7)

  @Test func `a product maps as one pose after the other`() {
    for (a, b) in zip(poses, poses.dropFirst()) {
      let mapped = (a * b).transform(point)
      #expect(mapped.distance(to: a.transform(b.transform(point))) < 1e-14)
    }
  }

  @Test func `the inverse maps back from both sides`() {
    for pose in poses {
      for unit in [pose * pose.inverse, pose.inverse * pose] {
        #expect(unit.position.length < 1e-14)
        #expect(unit.orientation.angle < 1e-14)
      }
    }
  }

  @Test func `products keep their distance from a third frame`() {
    // a rigid move changes no relative pose
    for (a, b) in zip(poses, poses.dropFirst()) {
      let move = poses[7]
      let before = a.inverse * b
      let after = (move * a).inverse * (move * b)
      #expect(before.position.distance(to: after.position) < 1e-14)
      #expect(before.orientation.angle(to: after.orientation) < 1e-14)
    }
  }

  @Test func `interpolation is straight in position`() {
    let a = Pose(Vector3(0, 1, 2))
    let b = Pose(Vector3(4, 1, 0), Quaternion(axis: Vector3(0, 0, 1), angle: 1))
    let quarter = a.interpolated(to: b, fraction: 0.25)
    #expect(quarter.position == Vector3(1, 1, 1.5))
    #expect((quarter.orientation.angle - 0.25).magnitude < 1e-15)
  }

  @Test(arguments: [Double.nan, .infinity])
  func `a pose with any number that is none is not finite`(bad: Double) {
    #expect(Pose(point).isFinite)
    for index in 0..<3 {
      var pose = Pose(point)
      pose.position[index] = bad
      #expect(!pose.isFinite)
    }
    #expect(!Pose(point, Quaternion(w: bad, x: 0, y: 0, z: 0)).isFinite)
    #expect(!Pose(point, Quaternion(w: 1, x: 0, y: bad, z: 0)).isFinite)
  }
}
