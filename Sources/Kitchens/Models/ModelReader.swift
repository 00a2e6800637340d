import Authoring

/// Reads model files, strictly: what a file says must make sense over all its parameters' ranges.
public enum ModelReader {
  /// The model of a file.
  ///
  /// - Throws: `AuthoringError` with file, line, key and reason.
  public static func read(_ path: String) throws(AuthoringError) -> ModelTemplate {
    let (node, text) = try AuthoredNode.read(path)
    return try template(node, version: FileVersion.of(text))
  }

  /// The model of a YAML text; `file` is for complaints.
  ///
  /// - Throws: `AuthoringError` with file, line, key and reason.
  public static func parse(_ text: String, file: String) throws(AuthoringError) -> ModelTemplate {
    try template(try AuthoredNode.parse(text, file: file), version: FileVersion.of(text))
  }

  private static func template(
    _ node: AuthoredNode, version: String
  ) throws(AuthoringError) -> ModelTemplate {
    let fields = try node.fields([
      "name", "parameters", "derived", "size", "materials", "parts", "states", "categories",
    ])
    let nameNode = try fields.required("name")
    let name = try nameNode.string()
    guard ModelName.isPlain(name) else {
      throw nameNode.error("must be of letters, digits and _, a letter first")
    }

    // the names that expressions may use, in the order of their values
    var scope = ModelScope(names: [], words: [])
    let parameters = try ParameterReader.parameters(fields["parameters"], &scope)
    let derived = try ParameterReader.derived(fields["derived"], &scope)
    let materials = try self.materials(try fields.required("materials"))
    let slots = materials.map(\.name)

    let partsNode = try fields.required("parts")
    var parts: [PartTemplate] = []
    for item in try partsNode.items() {
      parts.append(try PartTemplate(item, scope, slots: slots, isRoot: parts.isEmpty))
    }
    guard !parts.isEmpty else { throw partsNode.error("must have at least one part") }

    var states: [StateTemplate] = []
    for (name, value) in try fields["states"]?.entries() ?? [] {
      states.append(try StateTemplate(name, value, scope))
    }
    var categories: [ObjectCategory] = []
    for (name, value) in try fields["categories"]?.entries() ?? [] {
      categories.append(try CategoryReader.category(name, value, parameters, scope, slots: slots))
    }

    let template = ModelTemplate(
      name: name, file: node.file, version: version, parameters: parameters, materials: materials,
      categories: categories, derived: derived,
      size: try PlacedExpression.list(try fields.required("size"), 3, scope), parts: parts,
      states: states)
    try ModelTrial.run(template)
    return template
  }

  static func materials(_ node: AuthoredNode) throws(AuthoringError) -> [MaterialSlot] {
    var slots: [MaterialSlot] = []
    for (name, value) in try node.entries() {
      let kind = try value.string()
      guard ModelName.isPlain(name), ModelName.isPlain(kind) else {
        throw value.error("must be a slot and a kind, both of letters, digits and _")
      }
      guard SurfaceKind.made(of: kind) != nil else {
        let known = SurfaceKind.materials.sorted().joined(separator: ", ")
        throw value.error("\(kind) is no material; known are \(known)")
      }
      slots.append(MaterialSlot(name: name, kind: kind))
    }
    return slots
  }
}
