import Episodes
import Geometry
import Kitchens
import Scenes
import TestSupport
import Testing

/// Textures and lights of scenes.
@Suite struct TextureDrawTests {
  private let library: StyleLibrary

  init() throws {
    library = try StyleLibrary(folder: Repository.root.appendingPathComponent("Scenes/styles").path)
  }

  private func draw(
    _ textures: KitchenOptions.Textures, _ split: KitchenOptions.Split = .all, seed: UInt64
  ) throws -> TextureDraw {
    TextureDraw(
      style: try library.style("nordic"), catalogue: library.catalogue, textures: textures,
      split: split, stream: RandomStream(seed: seed))
  }

  @Test func `the style's own families, or any`() throws {
    let own = try draw(.style, seed: 1)
    #expect(own.texture(.floor, name: "floor").family == "planks")
    let families = Set(
      try (0..<400 as Range<UInt64>).map { seed in
        try draw(.random, seed: seed).texture(.floor, name: "floor").family
      })
    #expect(families == Set(library.catalogue.names))
    // panes stay panes
    #expect(try draw(.random, seed: 3).texture(.glass, name: "glass").family == "glass")
  }

  @Test func `surfaces do not depend on each other`() throws {
    let kinds = SurfaceKind.styled + [.robot]
    #expect(kinds.count >= 12)
    let one = try draw(.random, seed: 5)
    // of many scenes, no two surfaces always have the same number
    for (i, a) in kinds.enumerated() {
      for b in kinds[(i + 1)...] {
        let alike = try (0..<20 as Range<UInt64>).filter { seed in
          let draw = try draw(.random, seed: seed)
          return draw.texture(a, name: a.rawValue).seed == draw.texture(b, name: b.rawValue).seed
        }
        #expect(alike.count < 3, "\(a) \(b)")
      }
    }
    #expect(one.texture(.wall, name: "wall") == one.texture(.wall, name: "wall"))
    #expect(one.texture(.wall, name: "wall") != one.texture(.wall, name: "wall_2"))
  }

  @Test func `cabinets share a texture, objects do not`() throws {
    let draw = try draw(.random, seed: 9)
    let front = MaterialSlot(name: "front", kind: "wood")
    let a = draw.texture(model: "single_cabinet", slot: front, owner: "single_cabinet_1")
    #expect(a == draw.texture(model: "drawer_stack", slot: front, owner: "drawer_stack_4"))
    let skin = MaterialSlot(name: "skin", kind: "fruit")
    #expect(
      draw.texture(model: "apple", slot: skin, owner: "obj")
        != draw.texture(model: "apple", slot: skin, owner: "distractor_1"))
  }

  @Test func `a texture of one split is never in the other`() throws {
    var train: Set<String> = []
    var test: Set<String> = []
    for seed in 0..<300 as Range<UInt64> {
      for kind in SurfaceKind.styled {
        let a = try draw(.random, .train, seed: seed).texture(kind, name: kind.rawValue)
        let b = try draw(.random, .test, seed: seed).texture(kind, name: kind.rawValue)
        train.insert("\(a.family)/\(a.seed)")
        test.insert("\(b.family)/\(b.seed)")
      }
    }
    #expect(train.isDisjoint(with: test))
    #expect(train.count > 800 && test.count > 300)
    // only presets, and of those for tests whole families
    let names = Set(library.catalogue.presets.map(\.description))
    #expect(train.isSubset(of: names) && test.isSubset(of: names))
    for family in library.catalogue.testFamilies {
      #expect(!train.contains { $0.hasPrefix("\(family)/") })
      #expect(test.contains { $0.hasPrefix("\(family)/") })
    }
    // one in five, more or less
    let kept = TextureSplit.numbers.filter { TextureSplit.isTest(family: "marble", number: $0) }
    #expect((150...250).contains(kept.count))
  }

  @Test func `numbers of a texture are within bounds`() throws {
    for look in library.catalogue.families {
      for number in stride(from: 0, to: 1000, by: 50) {
        let texture = TextureDraw.texture(look, number: number)
        #expect(
          texture.colors.allSatisfy { $0.count == 3 && $0.allSatisfy { (0...1).contains($0) } })
        #expect(look.scale.contains(texture.scale) && look.gloss.contains(texture.gloss))
      }
    }
  }

  @Test func `lights shine down, warm or cold, one to six`() {
    var counts: Set<Int> = []
    for seed in 0..<200 as Range<UInt64> {
      let lights = LightDraw.lights(.varied, stream: RandomStream(seed: seed))
      counts.insert(lights.count)
      #expect(lights[0].castsShadow)
      for light in lights {
        #expect(abs(light.direction.length - 1) < 1e-12)
        #expect(light.direction.z < -0.25)
        #expect((2700...6500).contains(light.temperature))
        #expect(light.intensity > 0)
      }
      let sum = lights.map(\.intensity).reduce(0, +)
      #expect((0.59...1.21).contains(sum))
    }
    #expect(counts == [1, 2, 3, 4, 5, 6])
    let off = LightDraw.lights(.off, stream: RandomStream(seed: 1))
    #expect(off.count == 1)
    #expect(off == LightDraw.lights(.off, stream: RandomStream(seed: 2)))
  }
}
