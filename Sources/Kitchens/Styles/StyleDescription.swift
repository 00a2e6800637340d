import Authoring

/// A kitchen's style as data: how its surfaces look, and which variants of models it has.
public struct StyleDescription: Sendable, Hashable {
  /// A surface's look.
  public struct Surface: Sendable, Hashable {
    public var kind: SurfaceKind
    public var look: SurfaceLook
  }

  /// A parameter that models of this style have, for instance `handle_style: bar`.
  public struct Choice: Sendable, Hashable {
    public var parameter: String
    public var word: String
  }

  public var name: String
  public var summary: String
  /// In the file's order.
  public var surfaces: [Surface]
  public var choices: [Choice]

  /// How a kind of surface looks; nil where the style says nothing.
  public func look(_ kind: SurfaceKind) -> SurfaceLook? {
    surfaces.first { $0.kind == kind }?.look
  }

  /// The style's choices that a model has: parameters with their words, in the style's order.
  public func parameters(of model: ModelTemplate) -> [ModelParameter] {
    choices.compactMap { choice in
      guard case .choice(let values) = model.parameter(choice.parameter)?.range,
        values.contains(.word(choice.word))
      else { return nil }
      return ModelParameter(name: choice.parameter, value: .word(choice.word))
    }
  }

  /// Reads a style's file.
  ///
  /// - Throws: `AuthoringError` with file, line, key and reason: an unknown kind of surface or family, a
  ///   kind that is missing, a choice that no model has.
  public static func read(_ path: String, catalogue: TextureCatalogue, models: ModelLibrary?)
    throws(AuthoringError) -> StyleDescription
  {
    try style(AuthoredNode.read(path).0, catalogue: catalogue, models: models)
  }

  /// Reads a style's text; `file` is what errors call it.
  public static func parse(
    _ text: String, file: String, catalogue: TextureCatalogue, models: ModelLibrary? = nil
  ) throws(AuthoringError) -> StyleDescription {
    try style(AuthoredNode.parse(text, file: file), catalogue: catalogue, models: models)
  }

  private static func style(
    _ node: AuthoredNode, catalogue: TextureCatalogue, models: ModelLibrary?
  ) throws(AuthoringError) -> StyleDescription {
    let fields = try node.fields(["name", "summary", "surfaces", "models"])
    var surfaces: [Surface] = []
    let list = try fields.required("surfaces")
    for (name, value) in try list.values(SurfaceKind.allCases.map(\.rawValue)) {
      guard let kind = SurfaceKind(rawValue: name) else { continue }
      surfaces.append(
        Surface(
          kind: kind,
          look: try SurfaceLook.read(value, families: catalogue.known)))
    }
    for kind in SurfaceKind.styled where !surfaces.contains(where: { $0.kind == kind }) {
      throw list.error("lacks \(kind.rawValue)")
    }
    var choices: [Choice] = []
    for (name, value) in try fields.required("models").entries() {
      let word = try value.string()
      let known = models?.models.contains { model in
        guard case .choice(let values) = model.parameter(name)?.range else { return false }
        return values.contains(.word(word))
      }
      guard known ?? true else { throw value.error("no model has the choice \(name): \(word)") }
      choices.append(Choice(parameter: name, word: word))
    }
    return StyleDescription(
      name: try fields.required("name").string(),
      summary: try fields.required("summary").string(), surfaces: surfaces, choices: choices)
  }
}
