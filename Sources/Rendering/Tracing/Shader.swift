import Geometry
import Scenes

/// The light that comes along a ray: Lambert and Blinn-Phong under directed lights with hard shadows,
/// and light from everywhere that corners keep out.
struct Shader {
  let rays: RayScene
  private let samplers: [TextureSampler]
  private let lights: [(direction: Vector3, color: LinearColor, castsShadow: Bool)]
  private let ambient: Double
  private let background: LinearColor
  /// Towards the sky, `quality.ambientRays` for each sample of a pixel.
  private let sky: [Vector3]
  private let skyRays: Int
  /// How far a corner's darkness reaches, metres.
  private let reach = 0.5
  /// Off the surface, so that it does not shade itself, metres.
  private let lift = 1e-5

  init(_ scene: RenderScene, rays: RayScene, quality: RenderQuality) {
    self.rays = rays
    samplers = scene.surfaces.map { TextureSampler($0) }
    lights = scene.lights.compactMap { light in
      guard light.direction.isFinite, light.direction.length > 0 else { return nil }
      return (
        -light.direction / light.direction.length,
        ColorSpace.light(temperature: light.temperature) * light.intensity, light.castsShadow
      )
    }
    ambient = scene.ambient
    background = ColorSpace.linear(scene.background)
    skyRays = quality.ambientRays
    sky = Self.dome(quality.samples * quality.ambientRays)
  }

  /// Directions over the upper half, denser near the zenith (Fibonacci's lattice).
  ///
  /// Each pixel takes the same ones, so that there is no noise.
  private static func dome(_ count: Int) -> [Vector3] {
    // consecutive ones lie far apart, so that each sample's few are spread
    (0..<count).map { index in
      let share = (Double(index) + 0.5) / Double(count)
      let radius = share.squareRoot() * 0.97
      let (sin, cos) = Trigonometry.sincos(Double(index) * 2.399_963_229_728_653)
      return Vector3(radius * cos, radius * sin, (1 - radius * radius).squareRoot())
    }
  }

  /// What one sample of a pixel sees; `mask` says past which primitives.
  func color(_ ray: CameraRays.Ray, sample: Int, near: Double, mask: UInt32) -> LinearColor {
    guard let hit = rays.trace(ray.origin, ray.direction, near: near, mask: mask) else {
      return background
    }
    let geom = rays.geoms[hit.geom]
    let normal = geom.orientation.rotate(hit.normal)
    let view = ray.direction / -ray.direction.length

    // the surface
    guard samplers.indices.contains(geom.surface) else { return background }
    let sampler = samplers[geom.surface]
    let slant = max(0.2, normal.dot(view))
    let color = sampler.color(
      at: TextureSampler.Place(
        point: hit.point, normal: hit.normal, grain: geom.grain,
        footprint: (ray.width + ray.spread * hit.distance) / slant, salt: geom.salt))

    // light from everywhere, less from below
    let point = ray.origin + ray.direction * hit.distance + normal * lift
    var light = LinearColor(
      repeating: ambient * (0.7 + 0.3 * normal.z) * openness(point, normal, sample))

    // the lamps
    var shine = LinearColor.zero
    for lamp in lights {
      let facing = normal.dot(lamp.direction)
      guard facing > 0 else { continue }
      if lamp.castsShadow, rays.isBlocked(point, lamp.direction, far: .infinity) { continue }
      light += lamp.color * facing
      if sampler.gloss > 0 {
        let half = lamp.direction + view
        shine += lamp.color * highlight(normal.dot(half) / half.length, sampler.gloss) * facing
      }
    }
    return color * light + shine
  }

  /// The share of the sky that a point sees past what is near, weighted by the cosine.
  private func openness(_ point: Vector3, _ normal: Vector3, _ sample: Int) -> Double {
    var seen = 0.0
    var all = 0.0
    for direction in sky[sample * skyRays..<(sample + 1) * skyRays] {
      let facing = normal.dot(direction)
      guard facing > 0.02 else { continue }
      all += facing
      if !rays.isBlocked(point, direction, far: reach) { seen += facing }
    }
    return all > 0 ? 0.35 + 0.65 * seen / all : 1
  }

  /// The cosine to the power of 8, 32, 128 or so by squares.
  private func highlight(_ cosine: Double, _ gloss: Double) -> Double {
    var power = max(0, cosine)
    for _ in 0..<(3 + Int(gloss * 4)) { power *= power }
    return 0.6 * gloss * power
  }
}
