import Rendering
import Scenes
import Testing

@Suite struct TextureDescriptorTests {
  private func texture(
    _ family: String, _ colors: [[Double]] = [[0.9, 0.9, 0.9], [0.1, 0.1, 0.1]],
    scale: Double = 0.1, seed: UInt64 = 1
  ) -> TextureDescriptor {
    TextureDescriptor(SurfaceTexture(family: family, colors: colors, scale: scale, seed: seed))
  }

  @Test func distancesOfColoursAreThoseOfLab() {
    // sRGB white and black are 100 apart, a grey of 0.5 is at 53.389
    let white = texture("flat", [[1, 1, 1]])
    let black = texture("flat", [[0, 0, 0]])
    #expect(abs(white.distance(to: black) - 100) < 0.01)
    let grey = texture("flat", [[0.5, 0.5, 0.5]])
    #expect(abs(grey.distance(to: black) - 53.389) < 0.01)
    // red is (53.24, 80.09, 67.20)
    let red = texture("flat", [[1, 0, 0]])
    #expect(abs(red.values[0] - 53.24) < 0.02)
    #expect(abs(red.values[1] - 80.09) < 0.05)
    #expect(abs(red.values[2] - 67.2) < 0.05)
    #expect(red.contrast < 1e-9)
  }

  @Test func aDistanceIsOne() {
    let a = texture("marble")
    let b = texture("wood")
    #expect(a.distance(to: a) == 0)
    #expect(a.distance(to: b) == b.distance(to: a))
    #expect(a.distance(to: b) > 0)
    #expect(texture("flat", seed: 1).distance(to: texture("flat", seed: 2)) == 0)
  }

  @Test func sizesAndDirectionsCount() {
    // the same colours in the same shares
    #expect(texture("checker", scale: 0.05).distance(to: texture("checker", scale: 0.1)) > 4)
    #expect(texture("checker").contrast > 30)
    // lines across and lines down differ in which energy they have
    let seeds = (0..<40 as Range<UInt64>).map { texture("stripes", seed: $0) }
    #expect(seeds.contains { $0.values[6] > 3 && $0.values[7] < 1e-9 })
    #expect(seeds.contains { $0.values[7] > 3 && $0.values[6] < 1e-9 })
  }
}
