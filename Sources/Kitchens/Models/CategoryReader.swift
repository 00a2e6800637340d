import Authoring

/// Reads one entry of `categories`.
enum CategoryReader {
  static func category(
    _ name: String, _ node: AuthoredNode, _ parameters: [ModelTemplate.Parameter],
    _ scope: ModelScope, slots: [String]
  ) throws(AuthoringError) -> ObjectCategory {
    let fields = try node.fields([
      "parameters", "materials", "types", "flags", "density", "mass", "words",
    ])
    let name = try ModelName.pattern(name, node, nil)

    // what sets it apart from the model
    var overrides: [ModelTemplate.Parameter] = []
    for (name, value) in try fields["parameters"]?.entries() ?? [] {
      guard let parameter = parameters.first(where: { $0.name == name }) else {
        let known = parameters.map(\.name).joined(separator: ", ")
        throw value.error("\(name) is no parameter of the model; those are \(known)")
      }
      let range = try ParameterReader.range(value)
      for sample in range.samples {
        if let problem = parameter.range.problem(with: sample) {
          throw value.error("\(sample.text) \(problem)")
        }
      }
      overrides.append(ModelTemplate.Parameter(name: name, range: range))
    }

    var flags: [ObjectCategory.Flag] = []
    for item in try fields["flags"]?.items() ?? [] {
      guard let flag = ObjectCategory.Flag(rawValue: try item.string()) else {
        let known = ObjectCategory.Flag.allCases.map(\.rawValue).joined(separator: ", ")
        throw item.error("must be one of \(known)")
      }
      guard !flags.contains(flag) else { throw item.error("appears twice") }
      flags.append(flag)
    }

    // surfaces of another kind than the model's
    let materials = try fields["materials"].map { node throws(AuthoringError) in
      let materials = try ModelReader.materials(node)
      for slot in materials where !slots.contains(slot.name) {
        throw node.error(
          "\(slot.name) is no slot of the model; those are \(slots.joined(separator: ", "))")
      }
      return materials
    }

    let mass = try fields["mass"].map { node throws(AuthoringError) in
      try PlacedExpression(node, scope)
    }
    let density = try fields["density"].map { node throws(AuthoringError) in
      try PlacedExpression(node, scope)
    }
    guard mass == nil || density == nil else {
      throw node.error("only one of mass and density may be said")
    }
    let words = try self.words(try fields.required("words"))
    guard !words.isEmpty else { throw node.error("needs at least one of words") }
    return ObjectCategory(
      name: name, parameters: overrides, types: try self.words(try fields.required("types")),
      flags: flags, words: words, materials: materials ?? [], mass: mass, density: density)
  }

  private static func words(_ node: AuthoredNode) throws(AuthoringError) -> [String] {
    var words: [String] = []
    for item in try node.items() {
      let word = try item.string()
      guard !word.isEmpty, !words.contains(word) else {
        throw item.error("must be a word that is not there yet")
      }
      words.append(word)
    }
    return words
  }
}
