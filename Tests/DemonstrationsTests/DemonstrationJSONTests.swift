import Demonstrations
import Foundation
import Geometry
import TestSupport
import Testing

/// The JSON form holds the same, number for number.
@Suite struct DemonstrationJSONTests {
  @Test func allPartsComeBack() throws {
    let first = [
      SampleDemonstration.make(), SampleDemonstration.make(name: "take-2", shift: 0.1),
    ]
    let second = try DemonstrationJSON.decode(DemonstrationJSON.encode(first))
    #expect(first == second)
  }

  @Test(arguments: ["stack_robosuite.hdf5", "lift_human.hdf5"])
  func recordingsComeBackBitForBit(_ name: String) throws {
    let first = try DemonstrationDecoder.decode(path: Repository.demo(name))
    let text = try DemonstrationJSON.encode(first)
    let second = try DemonstrationJSON.decode(text)
    #expect(first == second)
    #expect(try DemonstrationJSON.encode(second) == text)

    // == takes -0 for 0, the content's text does not
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(try encoder.encode(first) == encoder.encode(second))
  }

  @Test func awkwardNumbersComeBackBitForBit() throws {
    var one = SampleDemonstration.make(frames: 6)
    one.gripperActions = [-0.0, 0.1, 1 / 3, .leastNonzeroMagnitude, 1e-7, -1]
    one.eefPoses[0].position = Vector3(0.1 + 0.2, -1e-300, 1 / 7)
    let text = try DemonstrationJSON.encode([one])
    let again = try #require(try DemonstrationJSON.decode(text).first)
    #expect(again.gripperActions.map(\.bitPattern) == one.gripperActions.map(\.bitPattern))
    #expect(again.eefPoses[0].position == one.eefPoses[0].position)
  }

  @Test func theSameContentGivesTheSameText() throws {
    let one = try DemonstrationJSON.encode([SampleDemonstration.make()])
    #expect(try DemonstrationJSON.encode([SampleDemonstration.make()]) == one)
  }

  @Test func posesMayBeNested() throws {
    let row = "[[1,0,0,0.5],[0,1,0,0],[0,0,1,0],[0,0,0,1]]"
    let flat = "[1,0,0,0.5,0,1,0,0,0,0,1,0,0,0,0,1]"
    let one = try #require(
      try DemonstrationJSON.decode(JSONFixture.data { $0.poses = "[\(row),\(flat)]" }).first)
    #expect(one.eefPoses == [Pose(Vector3(0.5, 0, 0)), Pose(Vector3(0.5, 0, 0))])
  }

  @Test func posesMayBeSevenNumbers() throws {
    let turned = Quaternion(axis: Vector3(0, 0, 1), angle: 1)
    let text = "[0.5,-1,2,\(turned.w),0,-0.0,\(turned.z)]"
    let matrix = "[1,0,0,0.5,0,1,0,0,0,0,1,0,0,0,0,1]"
    let data = JSONFixture.data {
      $0.poses = "[\(text),\(matrix)]"
      $0.extra = ",\"robot_base_pose\":\(text)"
    }
    let one = try #require(try DemonstrationJSON.decode(data).first)
    let pose = Pose(Vector3(0.5, -1, 2), turned)
    #expect(one.eefPoses == [pose, Pose(Vector3(0.5, 0, 0))])
    #expect(one.objects.first?.poses == one.eefPoses)
    #expect(one.poseWorldRobotBase == pose)
  }

  @Test func almostUnitQuaternionsAreTakenAsTheyAreOrNormalized() throws {
    func orientation(_ w: Double) throws -> Quaternion? {
      let data = JSONFixture.data { $0.poses = "[[0,0,0,\(w),0,0,0],[0,0,0,-1,0,0,0]]" }
      return try DemonstrationJSON.decode(data).first?.eefPoses[0].orientation
    }
    for w in [1, 1 - 0x1p-53, 1 + 0x1p-52, 1 + 9e-13, -1 - 9e-13] {
      #expect(try orientation(w)?.w.bitPattern == w.bitPattern)
    }
    for w in [1 + 2e-12, 1 - 9e-7, 1 + 9e-7] {
      let normalized = try #require(try orientation(w)).w
      #expect((normalized - 1).magnitude <= 0x1p-52)
    }
    for w in [1 + 2e-6, 1 - 2e-6, 0, 1e200] {
      #expect(throws: DemonstrationError.self) { try orientation(w) }
    }
  }

  @Test func whatIsOptionalMayBeLeftOut() throws {
    let one = try #require(try DemonstrationJSON.decode(JSONFixture.data { _ in }).first)
    #expect(one.name == "demo_0")
    #expect(one.robot == "panda")
    #expect(one.source == nil)
    #expect(one.tableTop == nil)
    #expect(one.poseWorldRobotBase == nil)
    #expect(one.objects.first?.body == nil)
  }

  @Test func textsMayHoldEscapes() throws {
    let data = JSONFixture.data {
      $0.extra = #","source":"\"a\\b\/ \u00e9 \uD83E\uDD16 木""#
    }
    #expect(try DemonstrationJSON.decode(data).first?.source == "\"a\\b/ é 🤖 木")
  }

  @Test func aByteOrderMarkAndSpaceAreSkipped() throws {
    let data = Data([0xEF, 0xBB, 0xBF, 0x0A, 0x20]) + JSONFixture.data { _ in }
    #expect(try DemonstrationJSON.decode(data).count == 1)
    #expect(DemonstrationFormat.detect(data) == .json)
  }
}

/// A small JSON text whose parts can be spoilt one by one.
struct JSONFixture {
  var head =
    #""format":"demomill.demonstrations","version":1,"robot":"Panda","control_frequency":20"#
  var poses = "[[1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1],[1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1]]"
  var gripper = "[-1,1]"
  var objects: String?
  var signals = #"{"grasp":[0,1]}"#
  /// More members of the demonstration.
  var extra = ""
  /// More members of the file.
  var top = ""

  var text: String {
    let list = objects ?? #"[{"name":"cube","poses":\#(poses)}]"#
    return """
      {\(head),"demonstrations":[{"eef_pose":\(poses),"target_pose":\(poses),
      "gripper_action":\(gripper),"objects":\(list),"subtask_term_signals":\(signals)\(extra)}]\(top)}
      """
  }

  /// The bytes of a spoilt text.
  static func data(_ spoil: (inout JSONFixture) -> Void) -> Data {
    var fixture = JSONFixture()
    spoil(&fixture)
    return Data(fixture.text.utf8)
  }
}
