import Geometry
import Scenes

/// Colours of a surface by place, without an image: solid noise, or patterns laid on from six sides.
public struct TextureSampler: Sendable {
  /// Nil for a name that nobody can draw, which shows.
  let family: TextureFamily?
  let colors: [SIMD3<Double>]
  let scale: Double
  public let gloss: Double
  let noise: HashNoise
  /// What the seed decides of the pattern itself, each within [0, 1).
  let dials: SIMD8<Double>
  /// A direction that the seed decides, in steps of 15 degrees: cosine and sine.
  let turn: SIMD2<Double>

  public init(_ texture: SurfaceTexture) {
    family = TextureFamily(rawValue: texture.family)
    // three colours at least, darker ones where none are given
    var given = texture.colors.map(ColorSpace.linear)
    if given.isEmpty { given = [LinearColor(repeating: 0.4)] }
    if given.count == 1 { given.append(given[0] * 0.6) }
    if given.count == 2 { given.append((given[0] + given[1]) / 2) }
    colors = given
    scale = texture.scale.isFinite && texture.scale > 1e-4 ? texture.scale : 0.2
    gloss = min(1, max(0, texture.gloss))
    let noise = HashNoise(seed: UInt32(truncatingIfNeeded: texture.seed ^ (texture.seed >> 32)))
    self.noise = noise

    var dials = SIMD8<Double>()
    for i in 0..<8 { dials[i] = noise.value(Int32(i), 0x5EED, 0x1D1A) }
    self.dials = dials
    let (sine, cosine) = Trigonometry.sincos((dials[7] * 12).rounded(.down) * (Double.pi / 12))
    turn = SIMD2(cosine, sine)
  }

  /// Where a texture is asked for.
  public struct Place: Sendable {
    /// In the geom's frame, metres.
    public var point: Vector3
    /// Unit, in the geom's frame.
    public var normal: Vector3
    /// The axis of the geom that grain runs along: 0, 1 or 2.
    public var grain: Int
    /// Metres that a pixel covers; finer detail fades.
    public var footprint: Double
    /// Sets like surfaces of different things apart.
    public var salt: UInt32

    public init(
      point: Vector3, normal: Vector3, grain: Int = 0, footprint: Double = 0, salt: UInt32 = 0
    ) {
      self.point = point
      self.normal = normal
      self.grain = grain
      self.footprint = footprint
      self.salt = salt
    }
  }

  /// Linear red, green and blue, each 0 to 1, a little more where a highlight is drawn.
  public func color(at place: Place) -> SIMD3<Double> {
    guard let family else { return unknown(place) }
    switch family {
    case .flat, .glass, .water: return colors[0]
    case .gradient: return gradient(place)
    case .noise: return clouds(place)
    case .plaster: return plaster(place)
    case .concrete: return concrete(place)
    case .marble: return marble(place)
    case .granite: return granite(place)
    case .terrazzo: return terrazzo(place)
    case .enamel: return enamel(place)
    case .cork: return cork(place)
    case .wood: return wood(along(place), shade: 0, place)
    case .plywood: return plywood(place)
    case .planks: return planks(place)
    case .parquet: return parquet(place)
    case .herringbone: return herringbone(place)
    case .chevron: return chevron(place)
    case .tile: return tiles(place)
    case .brick: return bricks(place)
    case .hexTile: return hexTiles(place)
    case .diamondTile: return diamondTiles(place)
    case .fishScale: return fishScales(place)
    case .mosaic: return mosaic(place)
    case .checker: return checker(place)
    case .stripes: return stripes(place)
    case .zigzag: return zigzag(place)
    case .dots: return dots(place)
    case .plaid: return plaid(place)
    case .fabric: return fabric(place)
    case .knit: return knit(place)
    case .basketWeave: return basketWeave(place)
    case .rattan: return rattan(place)
    case .leather: return leather(place)
    case .metal: return brushed(place)
    case .hammered: return hammered(place)
    case .galvanised: return galvanised(place)
    case .print: return labels(place)
    }
  }

  /// Black and a magenta that nothing else has, so that a name gone wrong is seen.
  private func unknown(_ place: Place) -> LinearColor {
    let cell = (place.point / 0.05).rounded(.down)
    let sum = HashNoise.lattice(cell.x) &+ HashNoise.lattice(cell.y) &+ HashNoise.lattice(cell.z)
    return sum & 1 == 0 ? LinearColor(1, 0, 1) : LinearColor(0, 0, 0)
  }
}
