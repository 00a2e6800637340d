import CEmbree
import Geometry
import Scenes

/// The light that comes from fragments: Lambert and Blinn-Phong under directed lights with hard shadows,
/// and light from everywhere.
struct Shader {
  /// A light that shines on the scene.
  private struct Lamp {
    /// Towards it.
    var way: Vector3
    var color: LinearColor
    /// Its bit in the fragments; 0 when it casts no shadows.
    var bit: UInt32
  }

  private let geoms: [TracedGeom]
  private let samplers: [TextureSampler]
  /// Of each surface whether its colour differs from place to place.
  private let isPattern: [Bool]
  private let lamps: [Lamp]
  private let ambient: Double
  private let background: LinearColor

  /// With the scene's geoms.
  init(_ scene: RenderScene, geoms: [TracedGeom]) {
    self.geoms = geoms
    samplers = scene.surfaces.map { TextureSampler($0) }
    isPattern = scene.surfaces.map { !["flat", "glass", "water"].contains($0.family) }
    var casting: UInt32 = 0
    lamps = Self.shining(scene).map { light in
      if light.castsShadow { casting = casting == 0 ? 1 : casting << 1 }
      return Lamp(
        way: light.way, color: ColorSpace.light(temperature: light.temperature) * light.intensity,
        bit: light.castsShadow ? casting : 0)
    }
    ambient = scene.ambient
    background = ColorSpace.linear(scene.background)
  }

  /// The directions towards those lights that cast shadows.
  static func ways(_ scene: RenderScene) -> [Vector3] {
    shining(scene).filter(\.castsShadow).map(\.way)
  }

  private static func shining(_ scene: RenderScene) -> [SceneLight] {
    scene.lights.filter { $0.direction.isFinite && $0.direction.length > 0 }
  }

  /// The surface's own colour, of which `footprint` metres are a pixel; patterns are asked for at each
  /// of the fragment's samples, whose places in the pixel are given, x before y.
  func color(_ f: dmFragment, footprint: Double, samples: [Double]) -> LinearColor {
    guard f.primitive >= 0 else { return background }
    let geom = geoms[Int(f.primitive)]
    guard samplers.indices.contains(geom.surface) else { return background }
    let slant = max(0.2, Vector3(f.facing).dot(Vector3(f.view)))
    var place = TextureSampler.Place(
      point: Vector3(f.point), normal: Vector3(f.normal), grain: geom.grain,
      footprint: footprint / slant, salt: geom.salt)
    let count = f.samples.nonzeroBitCount
    guard isPattern[geom.surface], count > 1 else {
      return samplers[geom.surface].color(at: place)
    }

    // each sample stands for its share of the pixel
    place.footprint /= Double(count).squareRoot()
    let middle = place.point
    var sum = LinearColor.zero
    for sample in 0..<samples.count / 2 where (f.samples >> UInt32(sample)) & 1 == 1 {
      let x = samples[2 * sample] - f.middle.0
      let y = samples[2 * sample + 1] - f.middle.1
      place.point = middle + Vector3(f.across) * x + Vector3(f.down) * y
      sum += samplers[geom.surface].color(at: place)
    }
    return sum / Double(count)
  }

  /// The light that a fragment sends to the eye, where corners let a share of the sky through.
  func light(_ f: dmFragment, openness: Double) -> LinearColor {
    let color = Vector3(f.color)
    guard f.primitive >= 0 else { return color }
    let surface = geoms[Int(f.primitive)].surface
    guard samplers.indices.contains(surface) else { return color }
    let gloss = samplers[surface].gloss

    // light from everywhere, less from below
    let normal = Vector3(f.facing)
    var light = LinearColor(repeating: ambient * (0.7 + 0.3 * normal.z) * openness)

    // the lamps
    var shine = LinearColor.zero
    for lamp in lamps {
      guard lamp.bit == 0 || f.lit & lamp.bit != 0 else { continue }
      let facing = normal.dot(lamp.way)
      guard facing > 0 else { continue }
      light += lamp.color * facing
      if gloss > 0 {
        let half = lamp.way + Vector3(f.view)
        shine += lamp.color * highlight(normal.dot(half) / half.length, gloss) * facing
      }
    }
    return color * light + shine
  }

  /// The cosine to the power of 8, 32, 128 or so by squares.
  private func highlight(_ cosine: Double, _ gloss: Double) -> Double {
    var power = max(0, cosine)
    for _ in 0..<(3 + Int(gloss * 4)) { power *= power }
    return 0.6 * gloss * power
  }
}

extension SceneLight {
  /// Towards it, of unit length.
  fileprivate var way: Vector3 { -direction / direction.length }
}
