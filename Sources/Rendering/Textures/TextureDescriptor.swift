import Geometry
import Scenes

/// What a texture looks like in a few numbers, so that textures can be told apart by a distance.
///
/// Of two patches of fixed sizes, 32 by 32 samples each: the mean colour in CIE Lab, its deviation, and
/// the energy of lightness at four scales and three orientations (Haar 1910; Mallat 1989).
public struct TextureDescriptor: Sendable, Hashable {
  /// The patches' sides, metres.
  static let sides = [0.4, 0.08]
  static let samples = 32

  /// For each patch 3 means, 3 deviations and 12 energies, in units of lightness (0 to 100).
  public let values: [Double]

  /// How far colours deviate from their mean within a patch: the larger of both patches.
  public var contrast: Double {
    let half = values.count / 2
    return [0, half].map { at in
      let (l, a, b) = (values[at + 3], values[at + 4], values[at + 5])
      return (l * l + a * a + b * b).squareRoot()
    }.max() ?? 0
  }

  public init(_ texture: SurfaceTexture) {
    let sampler = TextureSampler(texture)
    var values: [Double] = []
    for side in Self.sides { values += Self.patch(sampler, side: side) }
    self.values = values
  }

  /// How unlike two textures look: about the CIE 1976 difference where both are of one colour.
  public func distance(to other: TextureDescriptor) -> Double {
    var sum = 0.0
    for i in values.indices {
      let difference = values[i] - other.values[i]
      sum += difference * difference
    }
    // both patches have the mean colour
    return (sum / Double(Self.sides.count)).squareRoot()
  }

  private static func patch(_ sampler: TextureSampler, side: Double) -> [Double] {
    // colours of a grid on a top
    let step = side / Double(samples)
    var lab: [Vector3] = []
    lab.reserveCapacity(samples * samples)
    for row in 0..<samples {
      for column in 0..<samples {
        let point = Vector3(
          (Double(column) + 0.5) * step - side / 2, side / 2 - (Double(row) + 0.5) * step, 0)
        lab.append(
          ColorSpace.lab(
            sampler.color(at: .init(point: point, normal: Vector3(0, 0, 1), footprint: step))))
      }
    }
    // means and deviations
    let count = Double(lab.count)
    let mean = lab.reduce(.zero, +) / count
    let square = lab.reduce(Vector3.zero) { $0 + ($1 - mean) * ($1 - mean) } / count
    return [
      mean.x, mean.y, mean.z, square.x.squareRoot(), square.y.squareRoot(), square.z.squareRoot(),
    ] + energies(lab.map(\.x))
  }

  /// The root mean squares of differences across, down and aslant, of ever larger squares.
  private static func energies(_ lightness: [Double]) -> [Double] {
    var result: [Double] = []
    var level = lightness
    var side = samples
    for _ in 0..<4 {
      let half = side / 2
      var next: [Double] = []
      var sums = Vector3.zero
      for y in 0..<half {
        for x in 0..<half {
          let at = 2 * y * side + 2 * x
          let (a, b, c, d) = (level[at], level[at + 1], level[at + side], level[at + side + 1])
          let detail = Vector3(a - b + c - d, a + b - c - d, a - b - c + d) / 4
          sums += detail * detail
          next.append((a + b + c + d) / 4)
        }
      }
      let mean = sums / Double(half * half)
      result += [mean.x.squareRoot(), mean.y.squareRoot(), mean.z.squareRoot()]
      level = next
      side = half
    }
    return result
  }
}
