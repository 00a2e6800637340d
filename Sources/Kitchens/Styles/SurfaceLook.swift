import Authoring

/// How a kind of surface may look: a family of textures, and what it is drawn between.
public struct SurfaceLook: Sendable, Hashable {
  /// For instance `marble`; a name of `TextureCatalogue`.
  public var family: String
  /// Lists of sRGB colours, each 0 to 1, of which one is drawn; its first colour is the main one.
  public var palettes: [[[Double]]]
  /// The size of the pattern, metres.
  public var scale: ClosedRange<Double>
  /// 0 for matt, 1 for a mirror.
  public var gloss: ClosedRange<Double>

  /// Reads `{family: …, palettes: …, scale: [a, b], gloss: [a, b]}`; `families` are the names known.
  static func read(_ node: AuthoredNode, families: [String]) throws(AuthoringError) -> SurfaceLook {
    let fields = try node.fields(["family", "palettes", "scale", "gloss"])
    let family = try fields.required("family")
    let name = try family.string()
    guard families.contains(name) else {
      throw family.error(
        "\(name) is no family of textures; known are \(families.joined(separator: ", "))")
    }
    return SurfaceLook(
      family: name, palettes: try palettes(fields.required("palettes")),
      scale: try fields.required("scale").range(in: 0.001...5),
      gloss: try fields.required("gloss").range(in: 0...1))
  }

  /// Lists of colours such as `["#f4efe6", "#8a6b4d"]`.
  static func palettes(_ node: AuthoredNode) throws(AuthoringError) -> [[[Double]]] {
    var palettes: [[[Double]]] = []
    for item in try node.items() {
      var colors: [[Double]] = []
      for color in try item.items() { colors.append(try self.color(color)) }
      guard !colors.isEmpty else { throw item.error("is empty") }
      palettes.append(colors)
    }
    guard !palettes.isEmpty else { throw node.error("is empty") }
    return palettes
  }

  /// A colour as `#rrggbb`.
  private static func color(_ node: AuthoredNode) throws(AuthoringError) -> [Double] {
    let text = try node.string()
    guard text.hasPrefix("#"), text.utf8.count == 7, let bits = UInt32(text.dropFirst(), radix: 16)
    else { throw node.error("must be a colour such as \"#e0d8c8\"") }
    return [16, 8, 0].map { Double(bits >> $0 & 0xFF) / 255 }
  }
}
