import Authoring
import Foundation
import Geometry
import Rendering
import Robots
import Testing

@Suite struct RobotTests {
  private func robot(_ name: String) throws -> RobotModel {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let library = try RobotLibrary(folder: root.appending(path: "Scenes/robots").path)
    return try #require(library.robot(named: name))
  }

  @Test func handAndFingersAreAtTheEndEffector() throws {
    let panda = try robot("panda")
    let base = Pose(Vector3(-0.5, 0, 0.9))
    var scene = RenderScene()
    scene.add(panda, base: base, jointPositions: panda.home, fingerOpening: 0.03)
    let links = (1...7).map { "robot/link\($0)" }
    #expect(
      scene.bodies.map(\.name) == links + ["robot/hand", "robot/finger+", "robot/finger-"])

    // each finger is as far from the middle as it is open
    let eef = Kinematics(panda, poseWorldBase: base).eefPose(panda.home)
    let fingers = scene.bodies.suffix(2).map { eef.inverse.transform($0.poseWorldBody.position) }
    #expect((fingers[0] - Vector3(0.03, 0, 0)).length < 1e-12)
    #expect((fingers[1] - Vector3(-0.03, 0, 0)).length < 1e-12)

    // moved is as if added there
    var posture = panda.home
    posture[3] += 0.2
    var other = RenderScene()
    other.add(panda, base: base, jointPositions: posture, fingerOpening: 0.01)
    #expect(scene != other)
    scene.move(panda, base: base, jointPositions: posture, fingerOpening: 0.01)
    #expect(scene == other)
  }

  @Test func drivenBasesStandOnTheFloor() throws {
    let mobile = try robot("panda_mobile")
    let driven = try #require(mobile.base)
    let lift = driven.lift.lowerBound
    let floor = Pose(Vector3(1, 2, 0), Quaternion(axis: Vector3(0, 0, 1), angle: 1))
    var scene = RenderScene()
    scene.add(
      mobile, base: floor * driven.poseBaseMount(lift: lift), jointPositions: mobile.home,
      fingerOpening: 0)
    let body = try #require(scene.bodies.first { $0.name == "robot/base" })
    #expect((body.poseWorldBody.position - floor.position).length < 1e-12)
    #expect(abs(body.bounds.low.z - 0.005) < 1e-12)
    #expect(abs(body.bounds.high.z - max(lift, 2 * driven.footprintHalfExtents.z)) < 0.01)
  }
}
