import Geometry
import Rendering
import Scenes
import Testing
import Visuals

/// How looks change lamps.
@Suite struct LightLookTests {
  private static let seeds = 0..<200 as Range<UInt64>

  private func lamps(_ name: String, _ scene: RenderScene) throws -> [RenderScene] {
    try Self.seeds.map { try Shipped.dressed(scene, name, seed: $0) }
  }

  /// A scene of nothing but light.
  private static let dark = RenderScene(bodies: [], surfaces: [], ambient: 0.5)

  @Test(arguments: ["tobin", "dactyl"])
  func `lamps keep to their ranges and fill them`(name: String) throws {
    let range = try Shipped.preset(name).lights
    let count = try #require(range.count)
    let warmth = try #require(range.temperature)
    let looks = try lamps(name, Self.dark)
    #expect(Set(looks.map(\.lights.count)) == Set(count))

    var (temperatures, heights): ([Double], [Double]) = ([], [])
    for look in looks {
      var sum = 0.0
      for light in look.lights {
        #expect(warmth.contains(light.temperature))
        #expect(abs(light.direction.length - 1) < 1e-12)
        sum += light.intensity
        temperatures.append(light.temperature)
        heights.append(-light.direction.z)
      }
      #expect(range.intensity.lowerBound - 1e-12...range.intensity.upperBound + 1e-12 ~= sum)
      // no lamp is more than the others by more than their weights
      let (low, high) = (
        look.lights.map(\.intensity).min() ?? 0, look.lights.map(\.intensity).max() ?? 0
      )
      #expect(high <= low * range.weight.upperBound / range.weight.lowerBound + 1e-12)
      #expect(look.lights[0].castsShadow)
      #expect(
        range.ambient.lowerBound * 0.5...range.ambient.upperBound * 0.5 ~= look.ambient)
    }
    // above the horizon as asked for, and anywhere there
    let (lowest, highest) = (
      Trigonometry.sin(range.elevation.lowerBound), Trigonometry.sin(range.elevation.upperBound)
    )
    #expect(heights.allSatisfy { $0 >= lowest - 1e-9 && $0 <= highest + 1e-9 })
    #expect((heights.min() ?? 1) < lowest + 0.05 && (heights.max() ?? 0) > highest - 0.05)
    let width = warmth.upperBound - warmth.lowerBound
    #expect((temperatures.min() ?? .infinity) < warmth.lowerBound + 0.03 * width)
    #expect((temperatures.max() ?? 0) > warmth.upperBound - 0.03 * width)
    let sums = looks.map { $0.lights.map(\.intensity).reduce(0, +) }
    let spread = range.intensity.upperBound - range.intensity.lowerBound
    #expect((sums.min() ?? 9) < range.intensity.lowerBound + 0.05 * spread)
    #expect((sums.max() ?? 0) > range.intensity.upperBound - 0.05 * spread)

    // shadows as likely as they are said to be
    let others = looks.flatMap { $0.lights.dropFirst() }
    let share = Double(others.filter(\.castsShadow).count) / Double(others.count)
    #expect(abs(share - range.shadows) < 0.08)
  }

  @Test func `the scene's own lamps are turned a little`() throws {
    let range = try Shipped.preset("robosuite").lights
    var scene = Self.dark
    scene.lights = [
      SceneLight(direction: Vector3(0, 0, -1), temperature: 4000, intensity: 0.5),
      SceneLight(
        direction: Vector3(0.6, 0, -0.8), temperature: 3000, intensity: 0.2, castsShadow: false),
    ]
    var turns: [Double] = []
    for look in try lamps("robosuite", scene) {
      #expect(look.lights.map(\.temperature) == [4000, 3000])
      #expect(look.lights.map(\.castsShadow) == [true, false])
      for (before, after) in zip(scene.lights, look.lights) {
        #expect(range.intensity ~= after.intensity / before.intensity)
        let angle = before.direction.cross(after.direction).length
        turns.append(angle)
        // at most 20 degrees about each axis, so 35 about any
        #expect(angle <= Trigonometry.sin(range.turn * 1.7321) + 1e-9)
        #expect(before.direction.dot(after.direction) > 0)
      }
      // one factor for all, each turned by itself
      let factors = zip(scene.lights, look.lights).map { $1.intensity / $0.intensity }
      #expect(abs(factors[0] - factors[1]) < 1e-12)
      #expect(abs(look.lights[0].direction.dot(look.lights[1].direction) - 0.8) > 1e-6)
    }
    #expect((turns.max() ?? 0) > Trigonometry.sin(range.turn))
  }

  @Test func `robocasa's lamps stay`() throws {
    for look in try lamps("robocasa", Self.dark) {
      #expect(look.lights == Self.dark.lights && look.ambient == Self.dark.ambient)
    }
  }
}
