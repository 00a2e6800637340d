import Authoring

/// Reads `LayoutGrammar`s from YAML, strictly.
public enum LayoutGrammarReader {
  /// The grammar in a file.
  ///
  /// - Throws: `AuthoringError` with file, line, key and reason.
  public static func read(_ path: String) throws(AuthoringError) -> LayoutGrammar {
    try grammar(AuthoredNode.read(path).0)
  }

  /// The grammar in a YAML text; `file` is what errors call it.
  ///
  /// - Throws: `AuthoringError` with file, line, key and reason.
  public static func parse(_ text: String, file: String) throws(AuthoringError) -> LayoutGrammar {
    try grammar(AuthoredNode.parse(text, file: file))
  }

  private static func grammar(_ node: AuthoredNode) throws(AuthoringError) -> LayoutGrammar {
    let fields = try node.fields([
      "name", "summary", "mirror", "walls", "runs", "islands", "base", "upper", "appliances",
      "table", "least_fixtures", "free_width", "free_depth",
    ])
    var walls: [LayoutGrammar.Wall] = []
    for item in try fields.required("walls").items() {
      let next = try wall(item)
      if walls.contains(where: { $0.side == next.side }) {
        throw item.error("names the side \(next.side.rawValue) a second time")
      }
      walls.append(next)
    }
    let runs = try runs(fields.required("runs"), walls: walls)
    var islands: [LayoutGrammar.Island] = []
    if let list = fields["islands"] {
      for item in try list.items() { islands.append(try island(item)) }
    }
    return LayoutGrammar(
      name: try fields.required("name").string(),
      summary: try fields.required("summary").string(),
      isMirrored: try fields["mirror"]?.bool() ?? false,
      walls: walls, runs: runs, islands: islands,
      base: try base(fields.required("base")),
      upper: try upper(fields.required("upper")),
      appliances: try appliances(fields.required("appliances")),
      table: try fields["table"].map(table),
      leastFixtures: try fields["least_fixtures"]?.int(in: 0...200) ?? 0,
      freeWidth: try fields.required("free_width").range(in: 0...6),
      freeDepth: try fields.required("free_depth").range(in: 0...6))
  }

  private static func wall(_ node: AuthoredNode) throws(AuthoringError) -> LayoutGrammar.Wall {
    let fields = try node.fields(["side", "windows", "doorway"])
    return LayoutGrammar.Wall(
      side: try fields.required("side").word(LayoutGrammar.Side.self),
      windows: try fields["windows"]?.int(in: 0...3) ?? 0,
      hasDoorway: try fields["doorway"]?.bool() ?? false)
  }

  private static func runs(_ node: AuthoredNode, walls: [LayoutGrammar.Wall])
    throws(AuthoringError) -> [LayoutGrammar.Run]
  {
    var runs: [LayoutGrammar.Run] = []
    for item in try node.items() {
      let next = try run(item)
      if runs.contains(where: { $0.name == next.name }) {
        throw item.error("the name \(next.name) is already taken")
      }
      if !next.isPeninsula && !walls.contains(where: { $0.side == next.side }) {
        throw item.error("stands at the side \(next.side.rawValue), where no wall is")
      }
      // sides go round clockwise, and a corner needs a run that ends in it
      if let last = runs.last, last.side.order >= next.side.order {
        throw item.error("must follow left, back, right, front")
      }
      if next.beginsAtCorner {
        guard let last = runs.last,
          last.side.order + 1 == next.side.order
        else { throw item.error("begins at a corner, but the run before it does not end in it") }
        guard last.units.last?.kind == .counter, next.units.first?.kind == .counter else {
          throw item.error("needs a counter on both sides of the corner")
        }
      } else if next.isPeninsula || next.side == .right || runs.last?.side == .left {
        throw item.error("must begin at the corner of the run before it")
      }
      runs.append(next)
    }
    guard runs.contains(where: { $0.side == .back }) else {
      throw node.error("lacks a run at the back")
    }
    return runs
  }

  private static func run(_ node: AuthoredNode) throws(AuthoringError) -> LayoutGrammar.Run {
    let fields = try node.fields(["name", "side", "corner", "peninsula", "length", "units"])
    let side = try fields.required("side").word(LayoutGrammar.Side.self)
    let isPeninsula = try fields["peninsula"]?.bool() ?? false
    if let peninsula = fields["peninsula"], isPeninsula, side != .front {
      throw peninsula.error("only a front run can be a peninsula")
    }
    var units: [LayoutGrammar.Unit] = []
    for item in try fields.required("units").items() {
      let next = try unit(item)
      if next.kind == .counter && units.last?.kind == .counter {
        throw item.error("a counter cannot follow a counter")
      }
      if isPeninsula && next.kind != .counter {
        throw item.error("a peninsula holds counters only")
      }
      units.append(next)
    }
    guard !units.isEmpty else { throw node.error("has no units") }
    return LayoutGrammar.Run(
      name: try fields.required("name").string(), side: side,
      beginsAtCorner: try fields["corner"]?.bool() ?? false, isPeninsula: isPeninsula,
      length: try fields.required("length").range(in: 0.4...12), units: units)
  }

  private static func unit(_ node: AuthoredNode) throws(AuthoringError) -> LayoutGrammar.Unit {
    let fields = try node.fields(["unit", "length", "swap", "chance"])
    let kind = try fields.required("unit").word(LayoutGrammar.UnitKind.self)
    if kind == .counter {
      guard fields["length"] != nil else { throw node.error("a counter needs a length") }
      if let swap = fields["swap"] { throw swap.error("a counter keeps its place") }
      if let chance = fields["chance"] { throw chance.error("a counter is always there") }
    } else if let length = fields["length"] {
      throw length.error("only a counter has a length")
    }
    return LayoutGrammar.Unit(
      kind: kind, length: try fields["length"]?.range(in: 0.4...5),
      swap: try fields["swap"]?.string(), chance: try fields["chance"]?.double(in: 0...1) ?? 1)
  }

  private static func island(_ node: AuthoredNode) throws(AuthoringError) -> LayoutGrammar.Island {
    let fields = try node.fields(["length", "overhang", "aisle", "stools"])
    return LayoutGrammar.Island(
      length: try fields.required("length").range(in: 0.8...4),
      overhang: try fields.required("overhang").range(in: 0...0.5),
      aisle: try fields.required("aisle").range(in: 0.9...2),
      stools: try fields.required("stools").counts(in: 0...6))
  }

  private static func base(_ node: AuthoredNode) throws(AuthoringError) -> LayoutGrammar.Base {
    let fields = try node.fields(["drawer_stacks", "double_cabinets", "dishwasher"])
    return LayoutGrammar.Base(
      drawerStacks: try fields.required("drawer_stacks").counts(in: 0...8),
      doubleCabinets: try fields.required("double_cabinets").counts(in: 0...8),
      dishwasher: try fields.required("dishwasher").double(in: 0...1))
  }

  private static func upper(_ node: AuthoredNode) throws(AuthoringError) -> LayoutGrammar.Upper {
    let fields = try node.fields(["open_shelf", "window_above_sink", "microwave_housing"])
    return LayoutGrammar.Upper(
      openShelf: try fields.required("open_shelf").double(in: 0...1),
      windowAboveSink: try fields.required("window_above_sink").double(in: 0...1),
      microwaveHousing: try fields.required("microwave_housing").double(in: 0...1))
  }

  private static func appliances(_ node: AuthoredNode) throws(AuthoringError)
    -> LayoutGrammar.Appliances
  {
    let fields = try node.fields(["required", "optional", "count"])
    return LayoutGrammar.Appliances(
      required: try appliances(fields.required("required"), key: "required"),
      optional: try appliances(fields.required("optional"), key: "optional"),
      count: try fields.required("count").counts(in: 0...8))
  }

  /// Models that can stand on a counter, none twice.
  private static func appliances(_ node: AuthoredNode, key: String) throws(AuthoringError)
    -> [String]
  {
    var names: [String] = []
    for item in try node.items() {
      let name = try item.string()
      guard FixtureSizes.appliances.contains(name) else {
        throw item.error(
          "\(name) does not stand on a counter; known are "
            + FixtureSizes.appliances.joined(separator: ", "))
      }
      if names.contains(name) { throw item.error("\(name) is named twice") }
      names.append(name)
    }
    return names
  }

  private static func table(_ node: AuthoredNode) throws(AuthoringError) -> LayoutGrammar.Table {
    let fields = try node.fields(["chance", "stools"])
    return LayoutGrammar.Table(
      chance: try fields.required("chance").double(in: 0...1),
      stools: try fields.required("stools").counts(in: 0...6))
  }
}
