import Authoring

/// A state of a model file, its predicates still text.
struct StateTemplate: Sendable, Hashable {
  var name: String
  var initial: Bool
  var set: String
  var reset: String?
  var setPlace: AuthoringError
  var resetPlace: AuthoringError?
  var occurrence: Occurrence

  init(_ name: String, _ node: AuthoredNode, _ scope: ModelScope) throws(AuthoringError) {
    let fields = try node.fields(["initial", "set", "reset", "repeat", "when"])
    occurrence = try Occurrence(fields, scope)
    self.name = try ModelName.pattern(name, node, occurrence.loop)
    initial = try fields["initial"]?.bool() ?? false
    let setNode = try fields.required("set")
    set = try setNode.string()
    setPlace = setNode.error("")
    reset = try fields["reset"]?.string()
    resetPlace = fields["reset"]?.error("")
  }

  /// The rules for these values, each checked to speak of the parts that are there.
  func rules(
    _ outer: [Expression.Value], parts: [ModelPart]
  ) throws(AuthoringError) -> [StateRule] {
    var rules: [StateRule] = []
    for turn in try occurrence.turns(outer) {
      var rule = StateRule(
        name: occurrence.text(name, turn.index), initial: initial,
        set: occurrence.text(set, turn.index),
        reset: reset.map { occurrence.text($0, turn.index) })
      try Self.check(rule.set, parts, setPlace)
      if let reset = rule.reset, let resetPlace { try Self.check(reset, parts, resetPlace) }
      (rule.setPlace, rule.resetPlace) = (setPlace, resetPlace)
      rules.append(rule)
    }
    return rules
  }

  /// Whether the predicate's arguments are parts, sites or regions of them, or numbers.
  private static func check(
    _ text: String, _ parts: [ModelPart], _ place: AuthoringError
  ) throws(AuthoringError) {
    func fail(_ reason: String) throws(AuthoringError) -> Never {
      var error = place
      error.reason = "'\(text)': \(reason)"
      throw error
    }

    var depth = 0
    var argument = ""
    var hasCall = false
    for character in text + " " {
      switch character {
      case "(", ")", ",", " ":
        // a word within brackets is an argument, unless a bracket opens behind it
        if !argument.isEmpty, character != "(", depth > 0, !["and", "or", "not"].contains(argument)
        {
          if let reason = problem(argument, parts) { try fail(reason) }
        }
        if character == "(" {
          if !argument.isEmpty { hasCall = true }
          depth += 1
        }
        if character == ")" { depth -= 1 }
        if depth < 0 { try fail("a bracket closes that was not opened") }
        argument = ""
      default: argument.append(character)
      }
    }
    guard depth == 0 else { try fail("a bracket stays open") }
    guard hasCall else { try fail("is no predicate") }
  }

  private static func problem(_ argument: String, _ parts: [ModelPart]) -> String? {
    if Double(argument) != nil { return nil }
    let pieces = argument.split(separator: ".", maxSplits: 1).map(String.init)
    guard let name = pieces.first, let part = parts.first(where: { $0.name == name }) else {
      return "\(argument) is no part; those are \(parts.map(\.name).joined(separator: ", "))"
    }
    guard pieces.count > 1 else { return nil }
    guard part.site(pieces[1]) == nil, part.region(pieces[1]) == nil else { return nil }
    return "\(name) has no site or region \(pieces[1])"
  }
}
