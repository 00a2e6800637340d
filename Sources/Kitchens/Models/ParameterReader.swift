import Authoring

/// Reads `parameters` and `derived`, and adds their names to the scope.
enum ParameterReader {
  static func parameters(
    _ node: AuthoredNode?, _ scope: inout ModelScope
  ) throws(AuthoringError) -> [ModelTemplate.Parameter] {
    var parameters: [ModelTemplate.Parameter] = []
    for (name, value) in try node?.entries() ?? [] {
      let plain = try ModelName.checked(name, value, scope)
      let range = try range(value)
      for word in range.words {
        guard ModelName.isPlain(word), !scope.names.contains(word), word != plain else {
          throw value.error("the word \(word) must be plain, and no parameter's name")
        }
        if !scope.words.contains(word) { scope.words.append(word) }
      }
      scope.names.append(plain)
      parameters.append(ModelTemplate.Parameter(name: plain, range: range))
    }
    return parameters
  }

  static func derived(
    _ node: AuthoredNode?, _ scope: inout ModelScope
  ) throws(AuthoringError) -> [ModelTemplate.Derived] {
    var derived: [ModelTemplate.Derived] = []
    let entries = try node?.entries() ?? []
    for (index, (name, value)) in entries.enumerated() {
      let plain = try ModelName.checked(name, value, scope)
      let text = try value.string()

      // what stands below is not there yet; to need oneself, through others or not, is a cycle
      let below = entries[index...].map(\.name)
      if let early = names(text).first(where: { below.contains($0) }) {
        let chain = try cycle(from: name, entries.map { ($0.name, $0.value) })
        throw value.error(
          chain.map { "is a cycle: \($0.joined(separator: " -> "))" }
            ?? "\(early) stands below; derived values follow from what is above")
      }
      derived.append(
        ModelTemplate.Derived(name: plain, expression: try PlacedExpression(value, scope)))
      scope.names.append(plain)
    }
    return derived
  }

  /// A way from a derived value back to itself.
  private static func cycle(
    from start: String, _ entries: [(String, AuthoredNode)]
  ) throws(AuthoringError) -> [String]? {
    var ways = [[start]]
    var seen: [String] = []
    while let way = ways.popLast() {
      guard let last = way.last, let node = entries.first(where: { $0.0 == last })?.1 else {
        continue
      }
      for next in names(try node.string()) {
        if next == start { return way + [start] }
        guard !seen.contains(next) else { continue }
        seen.append(next)
        ways.append(way + [next])
      }
    }
    return nil
  }

  /// The identifiers of a text.
  private static func names(_ text: String) -> [String] {
    text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }.map(String.init)
  }

  /// A constant, or one of `uniform`, `integer`, `choice`.
  static func range(_ node: AuthoredNode) throws(AuthoringError) -> ParameterRange {
    guard (try? node.entries()) != nil else { return .constant(try value(node)) }
    let fields = try node.fields(["uniform", "integer", "choice"])
    let given = [fields["uniform"], fields["integer"], fields["choice"]].compactMap { $0 }
    guard given.count == 1 else {
      throw node.error("must be a value, or one of uniform, integer, choice")
    }

    if let uniform = fields["uniform"] {
      let bounds = try PlacedExpression.list(uniform, 2, ModelScope(names: [], words: []))
      let low = try bounds[0].number([])
      let high = try bounds[1].number([])
      guard low <= high else { throw uniform.error("must be [low, high]") }
      return .uniform(low...high)
    }
    if let integer = fields["integer"] {
      let items = try integer.items()
      guard items.count == 2 else { throw integer.error("must be [low, high]") }
      let low = try items[0].int(in: -1000...1000)
      let high = try items[1].int(in: -1000...1000)
      guard low <= high else { throw integer.error("must be [low, high]") }
      return .integer(low...high)
    }
    var values: [ModelParameter.Value] = []
    for item in try given[0].items() {
      let value = try value(item)
      guard !values.contains(value) else { throw item.error("appears twice") }
      values.append(value)
    }
    guard !values.isEmpty else { throw given[0].error("must have at least one entry") }
    return .choice(values)
  }

  /// A word, or a number, which may be a formula such as `pi/2`.
  private static func value(_ node: AuthoredNode) throws(AuthoringError) -> ModelParameter.Value {
    let text = try node.string()
    if ModelName.isPlain(text), text != "pi" { return .word(text) }
    let expression = try PlacedExpression(node, ModelScope(names: [], words: []))
    return .number(try expression.number([]))
  }
}
