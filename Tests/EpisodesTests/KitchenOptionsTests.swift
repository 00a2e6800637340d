import Episodes
import Foundation
import Testing

/// What a job may ask of its kitchens in JSON, and what one kitchen follows from.
@Suite struct KitchenOptionsTests {
  private func decode<Value: Decodable>(_ text: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }

  /// Where and why a text is refused.
  private func problem<Value: Decodable>(_ text: String, as: Value.Type) -> DecodingProblem? {
    do {
      let _: Value = try decode(text)
      return nil
    } catch { return DecodingProblem(error) }
  }

  @Test func `what is read is written again`() throws {
    let options: KitchenOptions = try decode(
      """
      {"layouts": ["galley", "u_shaped/3"], "styles": ["nordic"], "split": "test",
       "textures": "random", "lights": "off", "distractors": [0, 2],
       "pin": {"layout": 18446744073709551615, "language": 1}}
      """)
    #expect(options.layouts == ["galley", "u_shaped/3"] && options.styles == ["nordic"])
    #expect(options.split == .test && options.textures == .random && options.lights == .off)
    #expect(options.distractors == [0, 2])
    #expect(options.pin?.layout == .max && options.pin?.language == 1 && options.pin?.style == nil)
    #expect(options.problems.isEmpty)
    let text = String(decoding: try JSONEncoder().encode(options), as: UTF8.self)
    #expect(try decode(text) == options)
    #expect(try decode("{}") == KitchenOptions())
  }

  @Test(arguments: [
    (#"{"colour": 1}"#, ["colour"], "known are layouts"),
    (#"{"pin": {"colour": 1}}"#, ["pin", "colour"], "known are layout"),
    (#"{"pin": {"layout": -1}}"#, ["pin", "layout"], "whole number, 0 to"),
    (#"{"pin": {"layout": "a"}}"#, ["pin", "layout"], "whole number, 0 to"),
    (#"{"split": "dev"}"#, ["split"], "must be one of train, test, all"),
    (#"{"textures": "loud"}"#, ["textures"], "must be one of style, random"),
    (#"{"lights": "on"}"#, ["lights"], "must be one of off, varied"),
    (#"{"layouts": "galley"}"#, ["layouts"], ""),
    (#"{"pin": {"layout": "7"}}"#, ["pin", "layout"], ""),
    (#"{"distractors": 2}"#, ["distractors"], ""),
  ])
  func `what cannot be read says where`(text: String, path: [String], words: String) throws {
    let found = self.problem(text, as: KitchenOptions.self)
    let problem = try #require(found)
    #expect(Array(problem.path.prefix(path.count)) == path, "\(problem)")
    #expect(words.isEmpty || problem.reason.contains(words), "\(problem)")
  }

  @Test func `values out of range are named`() {
    func names(_ change: (inout KitchenOptions) -> Void) -> [String] {
      var options = KitchenOptions()
      change(&options)
      return options.problems.map(\.name)
    }
    #expect(names { $0.layouts = [] } == ["layouts"])
    #expect(names { $0.layouts = ["a", ""] } == ["layouts[1]"])
    #expect(names { $0.styles = [String(repeating: "x", count: 257)] } == ["styles[0]"])
    for bad in [[], [1], [2, 1], [0, 13], [-1, 2], [0, 1, 2]] {
      #expect(names { $0.distractors = bad } == ["distractors"], "\(bad)")
    }
    #expect(names { $0.distractors = [0, 12] }.isEmpty)
    #expect(names { $0 = KitchenOptions() }.isEmpty)
  }

  @Test func `a spec must be whole`() throws {
    var seeds = KitchenSeeds()
    for (index, aspect) in KitchenSeeds.CodingKeys.allCases.enumerated() {
      seeds[aspect] = UInt64(index)
    }
    let spec = KitchenSpec(
      task: "t", layout: "galley/7", style: "nordic", split: .train, textures: .style,
      lights: .varied, distractors: 2, seeds: seeds)
    let text = String(decoding: try JSONEncoder().encode(spec), as: UTF8.self)
    #expect(try decode(text) == spec)

    for (old, new, path) in [
      (#""objects":3,"#, "", ["seeds", "objects"]), (#""objects":3}"#, "}", ["seeds", "objects"]),
      (#""style":"nordic""#, #""colour":1"#, ["colour"]),
      (#""distractors":2"#, #""distractors":13"#, ["distractors"]),
      (#""lights":"varied""#, #""lights":"on""#, ["lights"]),
    ] where text.contains(old) {
      let bad = text.replacingOccurrences(of: old, with: new)
      #expect(problem(bad, as: KitchenSpec.self)?.path == path, "\(bad)")
    }
  }
}
