import CEmbree
import Geometry

/// How much of the sky places see past what is near: corners are darker.
struct Sky {
  /// `rays` for each sample of a pixel.
  private let directions: [Vector3]
  private let rays: Int
  /// How far a corner's darkness reaches, metres.
  private let reach = 0.5

  /// Directions over the upper half, denser near the zenith (Fibonacci's lattice).
  ///
  /// Each pixel takes the same ones, so that there is no noise.
  init(_ quality: RenderQuality) {
    rays = quality.ambientRays
    let count = quality.samples * rays
    // consecutive ones lie far apart, so that each sample's few are spread
    directions = (0..<count).map { index in
      let share = (Double(index) + 0.5) / Double(count)
      let radius = share.squareRoot() * 0.97
      let (sin, cos) = Trigonometry.sincos(Double(index) * 2.399_963_229_728_653)
      return Vector3(radius * cos, radius * sin, (1 - radius * radius).squareRoot())
    }
  }

  /// The share of the sky that a fragment sees, weighted by the cosine.
  func openness(_ f: dmFragment, in scene: RayScene) -> Double {
    guard f.primitive >= 0 else { return 1 }
    var seen = 0.0
    var all = 0.0
    func look(_ sample: Int) {
      for direction in directions[sample * rays..<(sample + 1) * rays] {
        let facing = Vector3(f.facing).dot(direction)
        guard facing > 0.02 else { continue }
        all += facing
        if !scene.isBlocked(Vector3(f.place), direction, far: reach) { seen += facing }
      }
    }
    // one sample of many, or all that it stands for
    if f.samples == 0 {
      look(Int(f.sample))
    } else {
      for sample in 0..<32 where (f.samples >> UInt32(sample)) & 1 == 1 { look(sample) }
    }
    return all > 0 ? 0.35 + 0.65 * seen / all : 1
  }
}
