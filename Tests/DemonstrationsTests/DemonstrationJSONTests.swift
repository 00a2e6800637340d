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
    try expectSame(first, second, within: 1e-14)
  }

  @Test func theSecondRoundTripIsAlmostExact() throws {
    let path = Repository.demo("stack_robosuite.hdf5")
    let first = try DemonstrationDecoder.decode(path: path)
    let second = try DemonstrationJSON.decode(DemonstrationJSON.encode(first))
    let third = try DemonstrationJSON.decode(DemonstrationJSON.encode(second))
    try expectSame(first, second, within: 1e-14)
    try expectSame(second, third, within: 1e-14)
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
