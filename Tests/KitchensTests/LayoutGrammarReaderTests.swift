import Authoring
import Kitchens
import Testing

/// What people write wrongly in a grammar, and what they are told.
@Suite struct LayoutGrammarReaderTests {
  private static let good = """
    name: hut
    summary: a small one
    walls:
      - {side: back, windows: 1}
      - {side: left}
    runs:
      - name: left
        side: left
        length: [2.0, 4.0]
        units:
          - {unit: fridge, swap: ends}
          - {unit: counter, length: [0.8, 1.2]}
      - name: back
        side: back
        corner: true
        length: [2.0, 4.0]
        units:
          - {unit: counter, length: [0.8, 1.2]}
          - {unit: sink}
    base: {drawer_stacks: [1, 2], double_cabinets: [0, 1], dishwasher: 0.5}
    upper: {open_shelf: 0.1, window_above_sink: 0.5, microwave_housing: 0}
    appliances: {required: [microwave], optional: [toaster], count: [0, 1]}
    free_width: [0.5, 1.0]
    free_depth: [1.0, 2.0]
    """

  @Test func `a good grammar reads back`() throws {
    let grammar = try LayoutGrammarReader.parse(Self.good, file: "hut.yaml")
    #expect(grammar.name == "hut")
    #expect(grammar.runs.map(\.side) == [.left, .back])
    #expect(grammar.runs[0].units[0].swap == "ends")
    #expect(grammar.runs[1].units[0].length == 0.8...1.2)
    #expect(!grammar.isMirrored && grammar.islands.isEmpty && grammar.table == nil)
  }

  @Test(arguments: [
    ("summary:", "sumary:", 2, "sumary", "is not a known key"),
    ("{side: left}", "{side: lef}", 5, "walls[1].side", "lef is not known; known are left"),
    ("{side: left}", "{side: back}", 5, "walls[1]", "names the side back a second time"),
    ("- {side: left}\n", "\n", 7, "runs[0]", "where no wall is"),
    ("[2.0, 4.0]", "[4.0, 2.0]", 9, "runs[0].length", "has its upper end below its lower one"),
    ("unit: fridge", "unit: frigde", 11, "runs[0].units[0].unit", "frigde is not known"),
    (
      "{unit: counter, length: [0.8, 1.2]}", "{unit: counter}", 12, "runs[0].units[1]",
      "a counter needs a length"
    ),
    (
      "{unit: sink}", "{unit: sink, length: [1, 2]}", 19, "runs[1].units[1].length",
      "only a counter has a length"
    ),
    ("corner: true", "corner: false", 13, "runs[1]", "must begin at the corner"),
    ("dishwasher: 0.5", "dishwasher: 1.5", 20, "base.dishwasher", "must be between 0.0 and 1.0"),
    ("[1, 2]", "[1, 2.5]", 20, "base.drawer_stacks[1]", "must be a whole number"),
    ("[toaster]", "[tractor]", 22, "appliances.optional[0]", "tractor does not stand on a counter"),
    ("free_depth: [1.0, 2.0]", "", 1, "", "lacks the key free_depth"),
  ])
  func `an error says where and why`(
    _ old: String, _ new: String, line: Int, key: String, reason: String
  ) throws {
    var text = Self.good
    let place = try #require(text.range(of: old))
    text.replaceSubrange(place, with: new)
    let error = try #require(throws: AuthoringError.self) {
      try LayoutGrammarReader.parse(text, file: "hut.yaml")
    }
    #expect(error.file == "hut.yaml")
    #expect(error.line == line)
    #expect(error.key == key)
    #expect(error.reason.contains(reason), "\(error.reason)")
  }

  @Test func `a named layout of an archetype that is not there`() throws {
    let text = "layouts:\n  - {name: a, archetype: hut, seed: 1, split: train}\n"
    let error = try #require(throws: AuthoringError.self) {
      try LayoutLibrary.named(AuthoredNode.parse(text, file: "named.yaml"), grammars: [])
    }
    #expect(
      error.description == "named.yaml:2: layouts[0].archetype: is no archetype of this folder")
  }
}
