import Geometry
import Scenes

/// Colours of a surface by place, without an image: solid noise, or patterns laid on from six sides.
public struct TextureSampler: Sendable {
  let family: TextureFamily
  let colors: [SIMD3<Double>]
  let scale: Double
  public let gloss: Double
  let noise: HashNoise

  public init(_ texture: SurfaceTexture) {
    family = TextureFamily(named: texture.family)
    // three colours at least, darker ones where none are given
    var given = texture.colors.map(ColorSpace.linear)
    if given.isEmpty { given = [LinearColor(repeating: 0.4)] }
    if given.count == 1 { given.append(given[0] * 0.6) }
    if given.count == 2 { given.append((given[0] + given[1]) / 2) }
    colors = given
    scale = texture.scale.isFinite && texture.scale > 1e-4 ? texture.scale : 0.2
    gloss = min(1, max(0, texture.gloss))
    noise = HashNoise(seed: UInt32(truncatingIfNeeded: texture.seed ^ (texture.seed >> 32)))
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

  /// Linear red, green and blue, each 0 to 1.
  public func color(at place: Place) -> SIMD3<Double> {
    switch family {
    case .flat, .glass, .water: return colors[0]
    case .noise: return mix(0, 1, grow(noise.fractal(shifted(place) / scale, octaves: 4), by: 2))
    case .plaster:
      let grain = noise.fractal(shifted(place) / scale * 4, octaves: 3)
      return colors[0] * (1 + 0.12 * (grain - 0.5))
    case .concrete:
      let clouds = noise.fractal(shifted(place) / scale, octaves: 4)
      let grains = noise.smooth(place.point / 0.004) - 0.5
      return mix(0, 1, clouds) * (1 + 0.15 * grains * fade(0.004, place))
    case .wood: return wood(along(place), shade: 0, place)
    case .metal:
      let p = along(place)
      let streak = noise.smooth(Vector3(p.x / 0.3, p.y / 0.002, p.z / 0.002)) - 0.5
      return colors[0] * (1 + 0.16 * streak * fade(0.002, place))
    case .marble: return marble(place)
    case .granite: return granite(place)
    case .planks, .tile, .brick, .checker, .stripes, .dots, .terrazzo, .fabric:
      return pattern(place)
    }
  }

  /// A mixture of two colours, `t` within 0...1.
  func mix(_ first: Int, _ second: Int, _ t: Double) -> LinearColor {
    let t = min(1, max(0, t))
    return colors[first] * (1 - t) + colors[second] * t
  }

  /// Contrast about one half.
  func grow(_ value: Double, by factor: Double) -> Double { 0.5 + (value - 0.5) * factor }

  /// How much of a detail of a size is left at a distance.
  func fade(_ size: Double, _ place: Place) -> Double {
    min(1, max(0, 2 - 2 * place.footprint / size))
  }

  /// The point, moved far for each salt.
  func shifted(_ place: Place) -> Vector3 {
    let salt = place.salt & 0xFFF
    return place.point + Vector3(Double(salt & 0xF), Double(salt >> 4 & 0xF), Double(salt >> 8))
  }

  /// The point with the grain's axis first.
  func along(_ place: Place) -> Vector3 {
    let p = shifted(place)
    switch place.grain {
    case 0: return p
    case 1: return Vector3(p.y, p.z, p.x)
    default: return Vector3(p.z, p.x, p.y)
    }
  }

  /// Years and pores of wood whose grain runs along x; `shade` sets boards apart.
  func wood(_ p: Vector3, shade: Double, _ place: Place) -> LinearColor {
    let across = Vector3(p.x * 0.6, p.y * 7, p.z * 7) / scale
    let wave = noise.fractal(across + Vector3(0, 0, 40 * shade), octaves: 3)
    let rings = wave * 5 - (wave * 5).rounded(.down)
    let ring = rings < 0.8 ? rings / 0.8 : (1 - rings) / 0.2
    let pore = noise.smooth(Vector3(p.x / 0.05, p.y / 0.0025, p.z / 0.0025)) - 0.5
    return mix(0, 1, 0.15 + 0.5 * ring + 0.35 * (shade - 0.5) + 0.3 * pore * fade(0.0025, place))
  }

  private func marble(_ place: Place) -> LinearColor {
    let p = shifted(place) / scale
    let bend = noise.fractal(p * 1.3, octaves: 4)
    let vein = 1 - (2 * noise.fractal(p * 0.9 + 1.5 * bend, octaves: 4) - 1).magnitude
    let sharp = vein * vein * vein * vein
    return mix(0, 1, sharp * sharp * 0.8 + 0.15 * (bend - 0.3))
  }

  private func granite(_ place: Place) -> LinearColor {
    // two sizes of grains, each of one colour, over clouds
    let clouds = mix(0, 1, grow(noise.fractal(shifted(place) / scale * 2, octaves: 3), by: 2))
    let mean = colors.reduce(.zero, +) / Double(colors.count)
    var color = clouds * 0.6 + mean * 0.4
    for (size, share) in [(0.06 * scale, 0.4), (0.025 * scale, 0.35)] {
      let cell = (shifted(place) / size).rounded(.down)
      let drawn = noise.value(
        HashNoise.lattice(cell.x), HashNoise.lattice(cell.y), HashNoise.lattice(cell.z))
      guard drawn < share else { continue }
      let index = min(colors.count - 1, Int(drawn / share * Double(colors.count)))
      color += (colors[index] - color) * (0.85 * fade(size, place))
    }
    return color
  }
}
