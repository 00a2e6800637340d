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
    #expect(drawn.allSatisfy { $0.min() >= 0 && $0.max() <= 1.2 })
    let plain: Set<TextureFamily> = [.flat, .glass, .water]
    #expect((Set(drawn).count == 1) == plain.contains(family))
  }

  @Test(arguments: ["wood", "marble", "granite", "noise", "planks", "tile"])
  func seedsDiffer(family: String) {
    #expect(grid(sampler(family)) != grid(sampler(family, seed: 2)))
  }

  @Test func unknownFamiliesAreFlat() {
    #expect(grid(sampler("lava")) == grid(sampler("flat")))
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
    // the edge of a tile is grout, its middle is not
    #expect(color("tile", 0.1, 0.05) == other)
    #expect(color("tile", 0.05, 0.05) != other)
    // sRGB 0.5 is 0.21404 linear
    let half = TextureSampler(SurfaceTexture(family: "flat", colors: [[0.5, 0.5, 0.5]]))
    let linear = half.color(at: .init(point: .zero, normal: Vector3(0, 0, 1)))
    #expect(abs(linear.x - 0.214_041_14) < 1e-8)
  }
}
