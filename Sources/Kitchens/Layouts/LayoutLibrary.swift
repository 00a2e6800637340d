import Authoring

/// The archetypes and named layouts of a folder.
public struct LayoutLibrary: Sendable {
  /// Sorted by file name.
  public let grammars: [LayoutGrammar]
  public let sizes: FixtureSizes
  /// In the file's order.
  public let named: [NamedLayout]

  /// Reads a folder, for instance `Scenes/layouts`: `named.yaml`, `sizes.yaml`, and an archetype in
  /// every other file.
  ///
  /// - Throws: `AuthoringError` naming file, line, key and reason.
  public init(folder: String) throws(AuthoringError) {
    sizes = try FixtureSizes.read("\(folder)/sizes.yaml")
    var grammars: [LayoutGrammar] = []
    for path in try DataFolder.files(in: folder)
    where !path.hasSuffix("/named.yaml") && !path.hasSuffix("/sizes.yaml") {
      let grammar = try LayoutGrammarReader.read(path)
      if grammars.contains(where: { $0.name == grammar.name }) {
        throw AuthoringError(file: path, key: "name", reason: "\(grammar.name) is already taken")
      }
      try Self.check(grammar, sizes: sizes, file: path)
      grammars.append(grammar)
    }
    self.grammars = grammars
    named = try Self.named(AuthoredNode.read("\(folder)/named.yaml").0, grammars: grammars)
  }

  /// Seeds that a grammar is tried with; one of them must give a layout.
  private static let trials: [UInt64] = [1, 2, 3]

  /// Whether there are layouts of an archetype at all.
  private static func check(
    _ grammar: LayoutGrammar, sizes: FixtureSizes, file: String
  ) throws(AuthoringError) {
    var reason = ""
    for seed in trials {
      do {
        _ = try LayoutSolver(grammar: grammar, sizes: sizes).layout(seed: seed)
        return
      } catch { reason = "\(error)" }
    }
    throw try AuthoredNode.read(file).0.at("runs").error(
      "gives no layout that passes every check: \(reason)")
  }

  /// Reads a list of named layouts.
  ///
  /// - Throws: `AuthoringError` for a name that is taken and an archetype that no file has.
  public static func named(_ node: AuthoredNode, grammars: [LayoutGrammar]) throws(AuthoringError)
    -> [NamedLayout]
  {
    var named: [NamedLayout] = []
    for item in try node.fields(["layouts"]).required("layouts").items() {
      let fields = try item.fields(["name", "archetype", "seed", "split"])
      let name = try fields.required("name").string()
      if named.contains(where: { $0.name == name }) {
        throw item.error("the name \(name) is already taken")
      }
      let archetype = try fields.required("archetype")
      let text = try archetype.string()
      guard grammars.contains(where: { $0.name == text }) else {
        throw archetype.error("is no archetype of this folder")
      }
      named.append(
        NamedLayout(
          name: name, archetype: text,
          seed: UInt64(try fields.required("seed").int(in: 0...Int.max)),
          split: try fields.required("split").word(NamedLayout.Split.self)))
    }
    return named
  }

  /// The archetype of a name.
  public func grammar(named name: String) -> LayoutGrammar? { grammars.first { $0.name == name } }

  /// The `ARCHETYPE/SEED` that a layout's name stands for; nil for a name that stands for none.
  public func seeding(ofLayout name: String) -> String? {
    named.first { $0.name == name }.map { "\($0.archetype)/\($0.seed)" }
  }

  /// A named layout's plan, or that of `ARCHETYPE/SEED`; nil for a name that is neither.
  ///
  /// - Throws: `LayoutProblem` when no draw of its seed passes.
  public func layout(named name: String) throws(LayoutProblem) -> KitchenLayout? {
    if let entry = named.first(where: { $0.name == name }),
      let grammar = grammar(named: entry.archetype)
    {
      return try LayoutSolver(grammar: grammar, sizes: sizes).layout(seed: entry.seed, name: name)
    }
    let words = name.split(separator: "/", omittingEmptySubsequences: false)
    guard words.count == 2, let grammar = grammar(named: String(words[0])),
      let seed = UInt64(words[1])
    else { return nil }
    return try LayoutSolver(grammar: grammar, sizes: sizes).layout(seed: seed)
  }
}
