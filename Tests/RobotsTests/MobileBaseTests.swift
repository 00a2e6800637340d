import Authoring
import Foundation
import Geometry
import Robots
import TestSupport
import Testing

/// Robots on a driven base, and how a wrong one is refused.
@Suite struct MobileBaseTests {
  private let folder = Repository.root.appendingPathComponent("Scenes/robots")

  private func shipped(_ name: String) throws -> RobotModel {
    try #require(try RobotLibrary(folder: folder.path).robot(named: name))
  }

  /// The error of the shipped folder with one piece of the mobile robot's text replaced.
  private func refusal(_ old: String, _ new: String) throws -> AuthoringError {
    let scratch = try TemporaryFolder()
    for name in ["panda.yaml", "panda_mobile.yaml"] {
      var text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      if name == "panda_mobile.yaml" {
        let range = try #require(text.range(of: old), "the shipped robot no longer says \(old)")
        text.replaceSubrange(range, with: new)
      }
      try text.write(toFile: scratch.path(name), atomically: true, encoding: .utf8)
    }
    return try #require(throws: AuthoringError.self) {
      try RobotLibrary(folder: scratch.url.path)
    }
  }

  @Test func `the mobile robot has the other's arm, and a base`() throws {
    let (panda, mobile) = (try shipped("panda"), try shipped("panda_mobile"))
    #expect(mobile.joints == panda.joints && mobile.linkGeoms == panda.linkGeoms)
    #expect(mobile.hand == panda.hand && mobile.gripper == panda.gripper)
    #expect(mobile.poseLinkEef == panda.poseLinkEef && mobile.controller == panda.controller)
    #expect(mobile.home != panda.home && mobile.version != panda.version)
    #expect(panda.base == nil)
    let base = try #require(mobile.base)
    #expect(base.footprintHalfExtents == Vector3(0.26, 0.25, 0.2))
    #expect(base.footprintHalfExtents.x - base.mountOffset.x == 0.18)
    #expect(base.lift == 0.45...1.1)
    #expect((base.footprintRadius - 0.3607).magnitude < 1e-4)
  }

  @Test func `its hand waits ahead of the mount, pointing down, fingers across`() throws {
    let mobile = try shipped("panda_mobile")
    let eef = Kinematics(mobile, poseWorldBase: .identity).eefPose(mobile.home)
    #expect((eef.position - Vector3(0.45, 0, 0.4)).length < 1e-4)
    #expect((eef.orientation.rotate(Vector3(0, 0, 1)) - Vector3(0, 0, -1)).length < 1e-4)
    #expect(eef.orientation.rotate(Vector3(1, 0, 0)).y.magnitude > 1 - 1e-6)
    for (angle, joint) in zip(mobile.home, mobile.joints) {
      #expect(angle - joint.limits.lowerBound > 0.5 && joint.limits.upperBound - angle > 0.5)
    }
  }

  @Test func `the column reaches from the box to the mount`() throws {
    let base = try #require(try shipped("panda_mobile").base)
    let body = RigidBodyModel(mass: 1, geoms: base.geoms(lift: 0.9))
    #expect((body.bounds.high.z - 0.9).magnitude < 1e-12)
    #expect((body.bounds.low - Vector3(-0.26, -0.25, 0.005)).length < 1e-12)
    #expect(base.geoms(lift: 0.4).count == 1)
    #expect(base.poseBaseMount(lift: 0.9).position == Vector3(0.08, 0, 0.9))
  }

  @Test(arguments: [
    ("lift: [0.45, 1.1]", "lift: [1.1, 0.55]", "base.lift"),
    ("lift: [0.45, 1.1]", "lift: [0.3, 1.1]", "base.lift"),
    ("mount_offset: [0.08, 0]", "mount_offset: [0.3, 0]", "base.mount_offset"),
    ("[0.26, 0.25]", "[0.26, 0]", "base.footprint_half_extents"),
    ("max_speed: 0.5", "max_speed: 0", "base.max_speed"),
    ("  max_turn_rate: 1.0\n", "", "base"), ("  height", "  weight: 1\n  height", "base.weight"),
    ("arm: panda", "arm: lada", "arm"), ("arm: panda", "arm: ../panda", "arm"),
    ("arm: panda", "arm: panda_mobile", "arm"),
    ("home: [0, ", "home: [2.9, ", "home"), ("home_noise", "joints: []\nhome_noise", "joints"),
  ])
  func `a base or an arm that makes no robot is refused by its key`(
    old: String, new: String, key: String
  ) throws {
    let error = try refusal(old, new)
    #expect(error.key == key && error.line > 0)
    #expect(error.file.hasSuffix("panda_mobile.yaml"))
  }
}
