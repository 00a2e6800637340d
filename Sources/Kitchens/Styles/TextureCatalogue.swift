import Authoring

/// The families that random textures are drawn from, and how materials look of which no style speaks.
public struct TextureCatalogue: Sendable, Hashable {
  /// In the file's order.
  public var families: [SurfaceLook]
  /// By kind, in the file's order; what is not here must be said by every style.
  public var materials: [(kind: SurfaceKind, look: SurfaceLook)]

  /// Families that are seen through, which are never drawn at random.
  public var transparent: [String]

  /// The families' names.
  public var names: [String] { families.map(\.family) }

  /// How a kind looks where a style says nothing.
  public func material(_ kind: SurfaceKind) -> SurfaceLook? {
    materials.first { $0.kind == kind }?.look
  }

  /// Reads `textures.yaml`.
  ///
  /// - Throws: `AuthoringError` with file, line, key and reason.
  public static func read(_ path: String) throws(AuthoringError) -> TextureCatalogue {
    try catalogue(AuthoredNode.read(path).0)
  }

  static func catalogue(_ node: AuthoredNode) throws(AuthoringError) -> TextureCatalogue {
    let fields = try node.fields(["palettes", "families", "transparent", "materials"])
    let shared = try SurfaceLook.palettes(fields.required("palettes"))
    var families: [SurfaceLook] = []
    for (name, value) in try fields.required("families").entries() {
      let own = try value.fields(["palettes", "scale", "gloss"])
      families.append(
        SurfaceLook(
          family: name, palettes: try own["palettes"].map(SurfaceLook.palettes) ?? shared,
          scale: try own.required("scale").range(in: 0.001...5),
          gloss: try own.required("gloss").range(in: 0...1)))
    }
    guard !families.isEmpty else { throw node.error("has no families") }
    // families that materials may have, but that are never drawn at random
    var transparent: [String] = []
    for item in try fields.required("transparent").items() {
      transparent.append(try item.string())
    }
    let known = families.map(\.family) + transparent

    var materials: [(kind: SurfaceKind, look: SurfaceLook)] = []
    let kinds = SurfaceKind.allCases.map(\.rawValue)
    for (name, value) in try fields.required("materials").values(kinds) {
      guard let kind = SurfaceKind(rawValue: name) else { continue }
      materials.append((kind, try SurfaceLook.read(value, families: known)))
    }
    for kind in SurfaceKind.allCases
    where !SurfaceKind.styled.contains(kind) && !materials.contains(where: { $0.kind == kind }) {
      throw try fields.required("materials").error("lacks \(kind.rawValue)")
    }
    return TextureCatalogue(families: families, materials: materials, transparent: transparent)
  }

  /// All names that looks may use.
  var known: [String] { names + transparent }

  public static func == (a: TextureCatalogue, b: TextureCatalogue) -> Bool {
    a.families == b.families && a.materials.map(\.kind) == b.materials.map(\.kind)
      && a.materials.map(\.look) == b.materials.map(\.look)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(families) }
}
