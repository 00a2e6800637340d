/// How a surface looks, as a recipe: a family of textures, its parameters, and a seed.
///
/// Twenty or so numbers rebuild the same pixels anywhere; nothing is stored as an image.
public struct SurfaceTexture: Sendable, Hashable, Codable {
  /// For instance `wood`, `tile`, `flat`.
  public var family: String
  /// sRGB, each 0 to 1: the main colour, and those that a family mixes with it.
  public var colors: [[Double]]
  /// The size of the pattern, metres.
  public var scale: Double
  /// 0 for matt, 1 for a mirror.
  public var gloss: Double
  public var seed: UInt64

  public init(
    family: String, colors: [[Double]], scale: Double = 0.2, gloss: Double = 0.1, seed: UInt64 = 0
  ) {
    self.family = family
    self.colors = colors
    self.scale = scale
    self.gloss = gloss
    self.seed = seed
  }
}
