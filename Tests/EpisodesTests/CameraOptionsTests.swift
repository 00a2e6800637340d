import Episodes
import Foundation
import Testing

/// What a request may say of its cameras in JSON.
@Suite struct CameraOptionsTests {
  private func decode<Value: Decodable>(_ text: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }

  private func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// Where and why a text is refused.
  private func problem(_ text: String) -> DecodingProblem? {
    do {
      let _: CameraOptions = try decode(text)
      return nil
    } catch { return DecodingProblem(error) }
  }

  private static let mine = CustomCamera(
    name: "mine", frame: "table", position: [1, 0, 1], lookAt: [0, 0, 0], fieldOfView: 45)

  @Test func `a list of names is enough`() throws {
    let options: CameraOptions = try decode(#"["agentview", "eye_in_hand"]"#)
    #expect(options == CameraOptions(names: ["agentview", "eye_in_hand"]))
    #expect(options.width == 84 && options.height == 84 && options.samples == 4)
    #expect(options.visuals == "off" && options.seed == 0 && options.custom.isEmpty)
    #expect(!options.depth && !options.segmentation && options.problems.isEmpty)
  }

  @Test func `what is read is written again`() throws {
    let options: CameraOptions = try decode(
      """
      {"names": ["a", "mine"], "size": [128, 96], "visuals": "tobin",
       "seed": 18446744073709551615, "samples": 16, "depth": true, "segmentation": true,
       "custom": [{"name": "mine", "frame": "hand", "position": [0, 0.5, 1],
         "look_at": [0, 0, 0], "up": [1, 0, 0], "field_of_view": 60}]}
      """)
    #expect(options.names == ["a", "mine"] && (options.width, options.height) == (128, 96))
    #expect(options.visuals == "tobin" && options.seed == .max && options.samples == 16)
    #expect(options.depth && options.segmentation)
    #expect(
      options.custom == [
        CustomCamera(
          name: "mine", frame: "hand", position: [0, 0.5, 1], lookAt: [0, 0, 0], up: [1, 0, 0],
          fieldOfView: 60)
      ])
    #expect(options.problems.isEmpty)
    #expect(try decode(try encode(options)) == options)

    // what follows from them must not change by what is said or left out
    let short: CameraOptions = try decode(#"{"names": ["a"]}"#)
    #expect(try encode(short) == encode(CameraOptions(names: ["a"])))
    #expect(
      try encode(short)
        == #"{"depth":false,"names":["a"],"samples":4,"seed":0,"segmentation":false,"#
        + #""size":[84,84],"visuals":"off"}"#)
  }

  @Test(arguments: [
    (#"{"names": ["a"], "colour": 1}"#, ["colour"], "known are names"),
    (#"{"size": [84, 84]}"#, ["names"], "is missing"),
    (#"{"names": ["a"], "size": [84]}"#, ["size"], "must be [width, height]"),
    (#"{"names": ["a"], "size": [1, 2, 3]}"#, ["size"], "must be [width, height]"),
    (#"{"names": ["a"], "size": 84}"#, ["size"], ""),
    (#"{"names": ["a"], "size": [84.5, 84]}"#, ["size[0]"], "whole number"),
    (#"{"names": "a"}"#, ["names"], ""),
    (#"{"names": ["a"], "seed": -1}"#, ["seed"], "whole number, 0 to"),
    (#"{"names": ["a"], "samples": 1.5}"#, ["samples"], "whole number"),
    (#"{"names": ["a"], "depth": 1}"#, ["depth"], ""), (#""agentview""#, [], ""),
    (
      #"{"names": ["a"], "custom": [{"name": "b", "fov": 3}]}"#, ["custom[0]", "fov"],
      "known are name"
    ),
    (
      #"{"names": ["a"], "custom": [{"name": "b", "frame": "hand"}]}"#,
      ["custom[0]", "position"], "is missing"
    ),
  ])
  func `what cannot be read says where`(text: String, path: [String], words: String) throws {
    let found = self.problem(text)
    let problem = try #require(found)
    #expect(problem.path == path, "\(problem)")
    #expect(words.isEmpty || problem.reason.contains(words), "\(problem)")
  }

  @Test func `values out of range are named`() {
    func names(_ change: (inout CameraOptions) -> Void) -> [String] {
      var options = CameraOptions(names: ["a"])
      change(&options)
      return options.problems.map(\.name)
    }
    #expect(names { _ in }.isEmpty)
    #expect(names { $0.names = [] } == ["names"])
    #expect(names { $0.names = (0..<8).map { "c\($0)" } }.isEmpty)
    #expect(names { $0.names = (0..<9).map { "c\($0)" } } == ["names"])
    #expect(names { $0.names = ["a", ""] } == ["names[1]"])
    #expect(names { $0.names = ["a", "b", "a"] } == ["names[2]"])
    #expect(names { $0.names = [String(repeating: "x", count: 65)] } == ["names[0]"])
    for bad in [0, 7, -84, 2049, 100_000] {
      #expect(names { $0.width = bad } == ["size[0]"], "\(bad)")
      #expect(names { $0.height = bad } == ["size[1]"], "\(bad)")
    }
    #expect(names { ($0.width, $0.height) = (8, 2048) }.isEmpty)
    for bad in [0, 2, 3, 64, -1] { #expect(names { $0.samples = bad } == ["samples"]) }
    #expect(names { $0.visuals = "" } == ["visuals"])
    // all at once, in the fields' order
    let all = names {
      ($0.names, $0.width, $0.height, $0.samples, $0.visuals) = ([], 0, 0, 3, "")
      $0.custom = [Self.mine, Self.mine]
    }
    #expect(all == ["names", "custom[1].name", "size[0]", "size[1]", "visuals", "samples"])
    #expect(names { $0.custom = (0..<9).map { Self.named("c\($0)") } } == ["custom"])
  }

  private static func named(_ name: String) -> CustomCamera {
    var camera = mine
    camera.name = name
    return camera
  }

  @Test func `a request's own cameras are checked`() {
    func problems(_ change: (inout CustomCamera) -> Void) -> [String] {
      var options = CameraOptions(names: ["mine"])
      options.custom = [Self.named("first"), Self.mine]
      change(&options.custom[1])
      return options.problems.map(\.name)
    }
    #expect(problems { _ in }.isEmpty)
    for bad in [0, 0.5, 180, 171, -45, .nan, .infinity] as [Double] {
      #expect(problems { $0.fieldOfView = bad } == ["custom[1].field_of_view"], "\(bad)")
    }
    #expect(problems { $0.fieldOfView = 1 }.isEmpty && problems { $0.fieldOfView = 170 }.isEmpty)
    for bad in ["", "a-b", "a/b", "a b", "ä", String(repeating: "x", count: 65)] {
      #expect(problems { $0.name = bad } == ["custom[1].name"], "\(bad)")
    }
    #expect(problems { $0.name = "first" } == ["custom[1].name"])
    #expect(problems { $0.frame = "foot" } == ["custom[1].frame"])
    for bad: [Double] in [
      [], [1, 2], [1, 2, 3, 4], [0, 0, 101], [0, .nan, 0], [0, -.infinity, 0],
    ] {
      #expect(problems { $0.position = bad } == ["custom[1].position"])
      #expect(problems { $0.lookAt = bad } == ["custom[1].look_at"])
      #expect(problems { $0.up = bad } == ["custom[1].up"])
    }
    // nothing to look at, or along up
    #expect(problems { $0.lookAt = $0.position } == ["custom[1].look_at"])
    #expect(problems { $0.lookAt = [1, 0, 0] } == ["custom[1].look_at"])
    #expect(problems { ($0.lookAt, $0.up) = ([1, 0, 0], [1, 0, 0]) }.isEmpty)
    #expect(problems { $0.up = [0, 0, 0] } == ["custom[1].up"])
  }

  @Test func `how long up is does not matter`() {
    var camera = Self.mine
    for length in [1e-3, 1, 50] {
      camera.up = [0, 0, length]
      #expect(camera.problems.isEmpty, "\(length)")
    }
    // all but along the way, however long
    (camera.position, camera.lookAt, camera.up) = ([1, 0, 0], [0, 0, 0], [90, 0.001, 0])
    #expect(camera.problems.map(\.name) == ["look_at"])
  }

  @Test func `a picture's recipe reads back`() throws {
    var options = CameraOptions(names: ["mine"])
    options.custom = [Self.mine]
    options.visuals = "dactyl"
    let recipe = PictureRecipe(cameras: options, styleSeed: .max, visualsVersion: "00ff")
    #expect(recipe.rendererVersion == EngineVersion.renderer && !recipe.rendererVersion.isEmpty)
    let text = try encode(recipe)
    #expect(try decode(text) == recipe)
    for key in ["style_seed", "visuals_version", "renderer_version", "look_at", "field_of_view"] {
      #expect(text.contains("\"\(key)\""))
    }
    #expect(!text.contains("\"up\""))
  }
}
