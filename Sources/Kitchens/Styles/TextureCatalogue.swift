import Authoring
import Episodes
import Scenes

/// The families that random textures are drawn from, and how materials look of which no style speaks.
public struct TextureCatalogue: Sendable, Hashable {
  /// In the file's order.
  public var families: [SurfaceLook]
  /// Families that training data never has.
  public var testFamilies: [String]
  /// By kind, in the file's order; what is not here must be said by every style.
  public var materials: [(kind: SurfaceKind, look: SurfaceLook)]
  /// The textures that random surfaces may have, for each family in order; none where no file names them.
  var presetsOfFamilies: [[TexturePreset]]

  /// The textures that random surfaces may have, by family in the catalogue's order.
  public var presets: [TexturePreset] { presetsOfFamilies.flatMap(\.self) }

  /// Families that are seen through, which are never drawn at random.
  public var transparent: [String]

  /// The families' names.
  public var names: [String] { families.map(\.family) }

  /// How a kind looks where a style says nothing.
  public func material(_ kind: SurfaceKind) -> SurfaceLook? {
    materials.first { $0.kind == kind }?.look
  }

  /// The presets of a split; those of tests are of all families.
  public func presets(_ split: KitchenOptions.Split) -> [TexturePreset] {
    presets.filter { $0.belongs(to: split) }
  }

  /// What a preset looks like; nil for a family that the catalogue lacks.
  public func texture(_ preset: TexturePreset) -> SurfaceTexture? {
    families.first { $0.family == preset.family }
      .map { TextureDraw.texture($0, number: preset.number) }
  }

  /// Reads `textures.yaml` and `presets.yaml` of a folder; without the latter there are no presets, from
  /// which a list of them can be chosen.
  ///
  /// - Throws: `AuthoringError` with file, line, key and reason: a family that nobody can draw, a kind that
  ///   is missing, a preset that is none.
  public static func read(folder: String, presets: Bool = true) throws(AuthoringError)
    -> TextureCatalogue
  {
    let node = try AuthoredNode.read("\(folder)/textures.yaml").0
    return try catalogue(
      node, presets: presets ? AuthoredNode.read("\(folder)/presets.yaml").0 : nil)
  }

  /// Reads the texts of both files; `presets` may be left out.
  public static func parse(_ text: String, presets: String? = nil) throws(AuthoringError)
    -> TextureCatalogue
  {
    var list: AuthoredNode?
    if let presets { list = try AuthoredNode.parse(presets, file: "presets.yaml") }
    return try catalogue(AuthoredNode.parse(text, file: "textures.yaml"), presets: list)
  }

  private static func catalogue(_ node: AuthoredNode, presets: AuthoredNode?)
    throws(AuthoringError) -> TextureCatalogue
  {
    let fields = try node.fields([
      "palettes", "families", "test_families", "transparent", "materials",
    ])
    let shared = try SurfaceLook.palettes(fields.required("palettes"))
    var families: [SurfaceLook] = []
    for (name, value) in try fields.required("families").entries() {
      guard TextureFamily(rawValue: name) != nil else {
        let drawn = TextureFamily.allCases.map(\.rawValue).joined(separator: ", ")
        throw value.error("is no family that can be drawn; those are \(drawn)")
      }
      let own = try value.fields(["palettes", "scale", "gloss"])
      families.append(
        SurfaceLook(
          family: name, palettes: try own["palettes"].map(SurfaceLook.palettes) ?? shared,
          scale: try own.required("scale").range(in: 0.001...5),
          gloss: try own.required("gloss").range(in: 0...1)))
    }
    guard !families.isEmpty else { throw node.error("has no families") }

    // families of tests, which neither styles nor materials may have
    let names = families.map(\.family)
    var testFamilies: [String] = []
    for item in try fields.required("test_families").items() {
      let name = try item.string()
      guard names.contains(name) else { throw item.error("\(name) is no family of textures") }
      testFamilies.append(name)
    }
    guard testFamilies.count < names.count else {
      throw try fields.required("test_families").error("leaves none for training")
    }
    var known = names.filter { !testFamilies.contains($0) }
    // families that materials may have, but that are never drawn at random
    var transparent: [String] = []
    for item in try fields.required("transparent").items() {
      let name = try item.string()
      guard TextureFamily(rawValue: name) != nil else {
        throw item.error("\(name) is no family that can be drawn")
      }
      transparent.append(name)
    }
    known += transparent

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
    var list = [[TexturePreset]](repeating: [], count: names.count)
    if let presets {
      list = try TexturePreset.read(presets, families: names, testFamilies: testFamilies)
    }
    return TextureCatalogue(
      families: families, testFamilies: testFamilies, materials: materials,
      presetsOfFamilies: list, transparent: transparent, known: known)
  }

  /// All names that looks may use.
  let known: [String]

  public static func == (a: TextureCatalogue, b: TextureCatalogue) -> Bool {
    a.families == b.families && a.testFamilies == b.testFamilies
      && a.presetsOfFamilies == b.presetsOfFamilies
      && a.materials.map(\.kind) == b.materials.map(\.kind)
      && a.materials.map(\.look) == b.materials.map(\.look)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(families) }
}
