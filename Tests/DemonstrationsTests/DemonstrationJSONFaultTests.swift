import Demonstrations
import Foundation
import Geometry
import TestSupport
import Testing

/// Every fault of a JSON text is found, and named by kind and field.
@Suite struct DemonstrationJSONFaultTests {
  typealias Spoil = @Sendable (inout JSONFixture) -> Void

  private func fault(_ data: Data, _ limits: DecodingLimits = .init()) throws -> Fault? {
    let folder = try TemporaryFolder()
    try data.write(to: URL(fileURLWithPath: folder.path("a.json")))
    do throws(DemonstrationError) {
      _ = try DemonstrationDecoder.decode(path: folder.path("a.json"), limits: limits)
      return nil
    } catch { return Fault(error) }
  }

  @Test func theFixtureIsSound() throws {
    #expect(try fault(JSONFixture.data { _ in }) == nil)
  }

  // MARK: Keys

  static let keys: [(Fault, Spoil)] = [
    (Fault(.unknown, "comment"), { $0.top = #","comment":"x""# }),
    (Fault(.unknown, "demonstrations[0].speed"), { $0.extra = #","speed":1"# }),
    (
      Fault(.unknown, "demonstrations[0].objects[0].colour"),
      { $0.objects = #"[{"name":"cube","poses":[],"colour":1}]"# }
    ),
    (
      Fault(.unknown, "demonstrations[0].objects[0].geoms[0].frction"),
      {
        $0.objects =
          #"[{"name":"a","poses":[],"mass":1,"geoms":[{"type":"box","size":[1,1,1],"frction":1}]}]"#
      }
    ),
    (
      Fault(.unknown, "demonstrations[0].table_top.height"),
      { $0.extra = #","table_top":{"center":[0,0,0],"size":[1,1],"height":1}"# }
    ),
    (Fault(.missing, "format"), { $0.head = #""version":1"# }),
    (Fault(.value, "format"), { $0.head = #""format":"other""# }),
    (Fault(.missing, "version"), { $0.head = #""format":"demomill.demonstrations""# }),
    (
      Fault(.value, "version"),
      { $0.head = $0.head.replacingOccurrences(of: ":1,", with: ":2,") }
    ),
    (
      Fault(.missing, "robot"), { $0.head = #""format":"demomill.demonstrations","version":1"# }
    ),
    (
      Fault(.missing, "demonstrations[0].objects[0].name"), { $0.objects = #"[{"poses":[]}]"# }
    ),
    (
      Fault(.missing, "demonstrations[0].objects[0].geoms"),
      { $0.objects = #"[{"name":"cube","poses":[],"mass":1}]"# }
    ),
  ]

  @Test(arguments: keys.indices)
  func keyFaults(_ index: Int) throws {
    let (expected, spoil) = Self.keys[index]
    #expect(try fault(JSONFixture.data(spoil)) == expected)
  }

  // MARK: Values

  static let values: [(Fault, Spoil)] = [
    (Fault(.shape, "demonstrations[0].eef_pose"), { $0.poses = "7" }),
    (Fault(.shape, "demonstrations[0].eef_pose[0]"), { $0.poses = "[1,2]" }),
    (Fault(.shape, "demonstrations[0].eef_pose[0]"), { $0.poses = "[[1,2,3]]" }),
    (Fault(.shape, "demonstrations[0].eef_pose[0][1]"), { $0.poses = "[[[1,0,0,0],[1],[],[]]]" }),
    (
      Fault(.value, "demonstrations[0].eef_pose[0]"),
      { $0.poses = "[[2,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1]]" }
    ),
    (Fault(.shape, "demonstrations[0].eef_pose[0]"), { $0.poses = "[[0,0,0,1,0,0]]" }),
    (Fault(.shape, "demonstrations[0].eef_pose[0]"), { $0.poses = "[[0,0,0,1,0,0,0,0]]" }),
    (Fault(.shape, "demonstrations[0].eef_pose[0]"), { $0.poses = "[[0,0,0,1,0,0,null]]" }),
    (Fault(.value, "demonstrations[0].eef_pose[0]"), { $0.poses = "[[0,0,0,1.00001,0,0,0]]" }),
    (Fault(.value, "demonstrations[0].eef_pose[0]"), { $0.poses = "[[0,0,0,0,0,0,0]]" }),
    (Fault(.value, "demonstrations[0].eef_pose[0]"), { $0.poses = "[[0,0,0,1e200,0,0,0]]" }),
    (Fault(.value, "demonstrations[0].eef_pose[0][4]"), { $0.poses = "[[0,0,0,1,1e999,0,0]]" }),
    (
      Fault(.value, "demonstrations[0].robot_base_pose"),
      { $0.extra = #","robot_base_pose":[0,0,0,2,0,0,0]"# }
    ),
    (
      Fault(.value, "demonstrations[0].eef_pose[0][3]"),
      { $0.poses = "[[1,0,0,1e999,0,1,0,0,0,0,1,0,0,0,0,1]]" }
    ),
    (Fault(.shape, "demonstrations[0].gripper_action"), { $0.gripper = "[-1,1,1]" }),
    (Fault(.shape, "demonstrations[0].gripper_action"), { $0.gripper = "[-1,null]" }),
    (Fault(.value, "demonstrations[0].gripper_action[1]"), { $0.gripper = "[-1,2]" }),
    (Fault(.value, "demonstrations[0].gripper_action[0]"), { $0.gripper = "[1e400,1]" }),
    (
      Fault(.value, "demonstrations[0].subtask_term_signals.grasp[1]"),
      { $0.signals = #"{"grasp":[0,0.5]}"# }
    ),
    (
      Fault(.shape, "demonstrations[0].subtask_term_signals.grasp"),
      { $0.signals = #"{"grasp":[0]}"# }
    ),
    (Fault(.shape, "demonstrations[0].frames"), { $0.extra = #","frames":3"# }),
    (Fault(.shape, "demonstrations[0].name"), { $0.extra = #","name":5"# }),
    (Fault(.value, "demonstrations[0].name"), { $0.extra = #","name":"../up""# }),
    (Fault(.value, "demonstrations[0].name"), { $0.extra = #","name":"..""# }),
    (Fault(.missing, "demonstrations[0].objects"), { $0.objects = "[]" }),
    (Fault(.value, "robot"), { $0.head = $0.head.replacingOccurrences(of: "Panda", with: "") }),
    (
      Fault(.value, "control_frequency"),
      { $0.head = $0.head.replacingOccurrences(of: ":20", with: ":1e300") }
    ),
    (
      Fault(.shape, "version"),
      { $0.head = $0.head.replacingOccurrences(of: ":1,", with: ":1e300,") }
    ),
  ]

  @Test(arguments: values.indices)
  func valueFaults(_ index: Int) throws {
    let (expected, spoil) = Self.values[index]
    #expect(try fault(JSONFixture.data(spoil)) == expected)
  }

  @Test func aWrongCountSaysWhatIsRight() {
    let error = #expect(throws: DemonstrationError.self) {
      try DemonstrationJSON.decode(JSONFixture.data { $0.poses = "[[0,0,0,1,0,0]]" })
    }
    #expect(error?.reason == "must be 7 or 16 numbers, holds 6")
  }

  @Test func noDemonstrationIsAnError() throws {
    let head = JSONFixture().head
    #expect(
      try fault(Data("{\(head),\"demonstrations\":[]}".utf8)) == Fault(.missing, "demonstrations"))
  }

  @Test func theSameNameTwiceIsAnError() throws {
    let poses = JSONFixture().poses
    let object = #"{"name":"cube","poses":\#(poses)}"#
    let data = JSONFixture.data { $0.objects = "[\(object),\(object)]" }
    #expect(try fault(data) == Fault(.value, "demonstrations[0].objects"))

    let twice = [SampleDemonstration.make(), SampleDemonstration.make()]
    #expect(
      try fault(DemonstrationJSON.encode(twice)) == Fault(.value, "demonstrations[1].name"))
  }

  // MARK: Texts that are no JSON

  @Test(arguments: [
    "{", "{}x", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\":[1,]}", "{\"a\":01}", "{\"a\":.5}",
    "{\"a\":1.}", "{\"a\":1e}", "{\"a\":+1}", "{\"a\":NaN}", "{\"a\":-Infinity}", "{\"a\":0x1}",
    "{\"a\":tru}", "{\"a\":\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}", "{\"a\":\"\\uD800\"}",
    "{\"a\":\"\\uD800\\u0041\"}", "{\"a\":\"\u{1}\"}", "{\"a\":1,\"a\":2}", "{a:1}", "{\"a\":-}",
    "{\"a\":\u{0}}",
  ])
  func brokenTextsAreUnreadable(_ text: String) throws {
    #expect(try fault(Data(text.utf8)) == Fault(.unreadable, ""))
  }

  @Test func aTextThatIsNotUTF8IsUnreadable() throws {
    let data = Data("{\"a".utf8) + Data([0xFF, 0xC0]) + Data("\":1}".utf8)
    #expect(try fault(data) == Fault(.unreadable, ""))
  }

  @Test func theErrorSaysWhere() {
    let error = #expect(throws: DemonstrationError.self) {
      try DemonstrationJSON.decode(Data("{\n  \"a\": nil\n}".utf8))
    }
    #expect(error?.reason == "not JSON: line 2, column 8: expected a value")
  }

  @Test func deepNestingIsRefusedWithoutRecursion() throws {
    let deep = String(repeating: "[", count: 1_000_000)
    #expect(try fault(Data("{\"a\":\(deep)".utf8)) == Fault(.tooLarge, ""))
    let objects = String(repeating: "{\"a\":", count: 100_000)
    #expect(try fault(Data(objects.utf8)) == Fault(.tooLarge, ""))
  }

  @Test func everyCutIsAnError() throws {
    let data = JSONFixture.data { _ in }
    for end in stride(from: 1, to: data.count - 1, by: 7) {
      #expect(throws: DemonstrationError.self) {
        try DemonstrationJSON.decode(data.prefix(end))
      }
    }
  }

  @Test func limitsAreKept() throws {
    var limits = DecodingLimits()
    limits.maximumJSONBytes = 100
    #expect(try fault(JSONFixture.data { _ in }, limits) == Fault(.tooLarge, ""))
    limits = DecodingLimits()
    limits.maximumFrames = 1
    #expect(
      try fault(JSONFixture.data { _ in }, limits)
        == Fault(.tooLarge, "demonstrations[0].eef_pose"))
    limits = DecodingLimits()
    limits.maximumPoses = 5
    #expect(
      try fault(JSONFixture.data { _ in }, limits) == Fault(.tooLarge, "demonstrations[0]"))
  }
}
