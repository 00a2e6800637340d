import Geometry
import Rendering
import Scenes
import Testing

@Suite struct TextureSamplerTests {
  private let colors = [[0.9, 0.2, 0.1], [0.1, 0.2, 0.8], [0.3, 0.7, 0.3]]

  private func sampler(_ family: String, seed: UInt64 = 1) -> TextureSampler {
    TextureSampler(SurfaceTexture(family: family, colors: colors, scale: 0.1, seed: seed))
  }

  /// Colours of a grid of points on the top of a slab.
  private func grid(_ sampler: TextureSampler) -> [SIMD3<Double>] {
    (0..<900).map { index in
      let point = Vector3(Double(index % 30) * 0.0131, Double(index / 30) * 0.0137, 0.02)
      return sampler.color(at: .init(point: point, normal: Vector3(0, 0, 1)))
    }
  }

  @Test(arguments: TextureFamily.allCases)
  func everyFamilyIsRepeatableAndWithinRange(family: TextureFamily) {
    let drawn = grid(sampler(family.rawValue))
    #expect(drawn == grid(sampler(family.rawValue)))
    #expect(drawn.allSatisfy { $0.min() >= 0 && $0.max() <= 1.6 })
    let plain: Set<TextureFamily> = [.flat, .glass, .water]
    #expect((Set(drawn).count == 1) == plain.contains(family))
  }

  @Test(arguments: TextureFamily.allCases)
  func seedsDiffer(family: TextureFamily) {
    // a checker has nothing that could be drawn
    let plain: Set<TextureFamily> = [.flat, .glass, .water, .checker]
    let same = grid(sampler(family.rawValue)) == grid(sampler(family.rawValue, seed: 2))
    #expect(same == plain.contains(family))
  }

  @Test func unknownFamiliesAreSeen() {
    // magenta and black, whatever the colours
    #expect(Set(grid(sampler("lava"))) == [SIMD3(1, 0, 1), SIMD3(0, 0, 0)])
    #expect(Set(grid(sampler(""))) != Set(grid(sampler("flat"))))
  }

  @Test(arguments: TextureFamily.allCases)
  func detailFadesWithDistance(family: TextureFamily) {
    // of what is finer than a pixel little is left, and the mean colour stays
    func spread(_ footprint: Double) -> (mean: SIMD3<Double>, deviation: Double) {
      let texture = SurfaceTexture(family: family.rawValue, colors: colors, scale: 0.02, seed: 1)
      let sampler = TextureSampler(texture)
      let drawn = (0..<2500).map { index in
        let point = Vector3(Double(index % 50) * 0.0131, Double(index / 50) * 0.0137, 0.02)
        return sampler.color(
          at: .init(point: point, normal: Vector3(0, 0, 1), footprint: footprint))
      }
      let mean = drawn.reduce(.zero, +) / 2500
      let square = drawn.map { ($0 - mean) * ($0 - mean) }.reduce(.zero, +) / 2500
      return (mean, square.sum().squareRoot())
    }
    let near = spread(0)
    let far = spread(0.2)
    #expect(far.deviation <= near.deviation + 1e-9)
    let shift = near.mean - far.mean
    #expect((shift * shift).sum().squareRoot() < 0.2)
  }

  @Test func patternsByHand() {
    // a checker of 0.1 m: (0.05, 0.05) is the first colour, (0.15, 0.05) the second
    let first = grid(sampler("flat"))[0]
    let second = TextureSampler(SurfaceTexture(family: "flat", colors: [colors[1]]))
    func color(_ family: String, _ x: Double, _ y: Double) -> SIMD3<Double> {
      sampler(family).color(at: .init(point: Vector3(x, y, 0), normal: Vector3(0, 0, 1)))
    }
    let other = second.color(at: .init(point: .zero, normal: Vector3(0, 0, 1)))
    #expect(color("checker", 0.05, 0.05) == first)
    #expect(color("checker", 0.15, 0.05) == other)
    #expect(color("checker", 0.15, 0.15) == first)
    // the lower edge of a tile is grout in every bond, and about a tenth of a wall is
    #expect(color("tile", 0.05, 0) == other)
    #expect(grid(sampler("tile")).filter { $0 == other }.count < 300)
    // sRGB 0.5 is 0.21404 linear
    let half = TextureSampler(SurfaceTexture(family: "flat", colors: [[0.5, 0.5, 0.5]]))
    let linear = half.color(at: .init(point: .zero, normal: Vector3(0, 0, 1)))
    #expect(abs(linear.x - 0.214_041_14) < 1e-8)
  }
}
