import Demonstrations
import Geometry
import TestSupport
import Testing

/// Faults of demonstrations that came from no file.
@Suite struct DemonstrationValidatorTests {
  private func fault(_ spoil: (inout Demonstration) -> Void) -> Fault? {
    var demonstration = SampleDemonstration.make()
    spoil(&demonstration)
    do throws(DemonstrationError) {
      try DemonstrationValidator.validate(demonstration)
      return nil
    } catch { return Fault(error) }
  }

  @Test func theSampleIsValid() { #expect(fault { _ in } == nil) }

  @Test func numbersMustBeFiniteAndInRange() {
    let path = "demonstrations[0]"
    #expect(
      fault { $0.targetPoses[4].position.x = .infinity } == Fault(.value, "\(path).target_pose[4]"))
    #expect(fault { $0.eefPoses[4].orientation.w = 2 } == Fault(.value, "\(path).eef_pose[4]"))
    #expect(
      fault { $0.objects[1].poses[0].position.z = -10.5 }
        == Fault(.value, "\(path).objects[plate].poses[0]"))
    #expect(fault { $0.gripperActions[3] = -1.1 } == Fault(.value, "\(path).gripper_action[3]"))
    #expect(fault { $0.gripperActions[3] = -1.00005 } == nil)
    #expect(fault { $0.controlFrequency = .nan } == Fault(.value, "control_frequency"))
    #expect(fault { $0.tableTop?.center.y = 20 } == Fault(.value, "\(path).table_top.center"))
    #expect(
      fault { $0.poseWorldRobotBase?.position.x = .nan }
        == Fault(.value, "\(path).robot_base_pose"))
  }

  @Test func lengthsMustAgree() {
    #expect(
      fault { $0.gripperActions.removeLast() }
        == Fault(.shape, "demonstrations[0].gripper_action"))
    #expect(
      fault { $0.objects[0].poses.removeLast() }
        == Fault(.shape, "demonstrations[0].objects[cube].poses"))
    #expect(
      fault { $0.signals[0].values.append(true) }
        == Fault(.shape, "demonstrations[0].subtask_term_signals.grasp"))
    #expect(fault { $0.eefPoses.removeAll() } == Fault(.value, "demonstrations[0].eef_pose"))
  }

  @Test func bodiesMustBePossible() {
    let path = "demonstrations[0].objects[cube]"
    #expect(fault { $0.objects[0].body?.mass = 0 } == Fault(.value, "\(path).mass"))
    #expect(fault { $0.objects[0].body?.geoms = [] } == Fault(.missing, "\(path).geoms"))
    #expect(
      fault { $0.objects[0].body?.geoms[1].shape = .sphere(radius: 6) }
        == Fault(.value, "\(path).geoms[1].size[0]"))
    #expect(
      fault { $0.objects[0].body?.geoms[2].friction = -1 }
        == Fault(.value, "\(path).geoms[2].friction"))
    #expect(
      fault { $0.objects[0].body?.geoms[0].poseBodyGeom.orientation.x = 1 }
        == Fault(.value, "\(path).geoms[0]"))
    let many = [CollisionGeom](repeating: CollisionGeom(.sphere(radius: 0.1)), count: 257)
    #expect(fault { $0.objects[0].body?.geoms = many } == Fault(.tooLarge, "\(path).geoms"))
  }

  @Test(arguments: ["", "a b", "a/b", "é", ".", "..", String(repeating: "a", count: 65)])
  func namesMustBeSane(_ name: String) {
    #expect(fault { $0.objects[0].name = name } == Fault(.value, "demonstrations[0].objects"))
    #expect(
      fault { $0.signals[0].name = name }
        == Fault(.value, "demonstrations[0].subtask_term_signals"))
    #expect(fault { $0.name = name } == Fault(.value, "demonstrations[0].name"))
    #expect(fault { $0.robot = name } == Fault(.value, "robot"))
  }

  @Test func countsAreBounded() {
    #expect(
      fault { one in
        let track = one.objects[1]
        one.objects = (0..<65).map { .init(name: "o\($0)", poses: track.poses) }
      } == Fault(.tooLarge, "demonstrations[0].objects"))
    #expect(
      fault { $0.source = String(repeating: "a", count: 5000) }
        == Fault(.value, "demonstrations[0].source"))
  }

  @Test func noneIsAnError() {
    let error = #expect(throws: DemonstrationError.self) {
      try DemonstrationValidator.validate([])
    }
    #expect(error?.kind == .missing)
  }
}
