import Episodes
import Geometry
import Rendering
import Scenes
import Testing
import Visuals

/// How looks change what surfaces are of.
@Suite struct SurfaceLookTests {
  @Test func `a look follows from its seed`() throws {
    let scene = try Shipped.scene("stack")
    for name in ["tobin", "robosuite", "robocasa", "dactyl"] {
      let one = try Shipped.dressed(scene, name, seed: 3)
      #expect(one != scene)
      #expect(try Shipped.dressed(scene, name, seed: 3) == one)
      #expect(try Shipped.dressed(scene, name, seed: 4) != one, "\(name)")
      // only how it looks
      #expect(one.bodies == scene.bodies && one.slots == scene.slots)
    }
  }

  @Test func `off changes nothing`() throws {
    for task in ["stack", "pnp_counter_to_sink"] {
      let scene = try Shipped.scene(task)
      var same = scene
      let filter = try Shipped.look(try Shipped.preset("off"), seed: 9).apply(to: &same)
      #expect(same == scene && filter.isIdentity)
    }
  }

  @Test func `a body more changes no other surface`() throws {
    let scene = try Shipped.scene("stack")
    var more = scene
    let texture = SurfaceTexture(family: "flat", colors: [[1, 0, 0]])
    // in the first place, so that all others move up
    more.surfaces.insert(texture, at: 0)
    more.slots.insert("cubeZ", at: 0)
    for name in ["tobin", "robosuite", "dactyl"] {
      let without = try Shipped.dressed(scene, name, seed: 5)
      let with = try Shipped.dressed(more, name, seed: 5)
      #expect(Array(with.surfaces.dropFirst()) == without.surfaces, "\(name)")
      #expect(with.surfaces[0] != texture)
      #expect(with.lights == without.lights && with.ambient == without.ambient)
    }
  }

  @Test func `at least twelve surfaces get textures of their own, the robot's among them`() throws {
    let scene = try Shipped.scene("stack")
    let looks = try (0..<20).map { try Shipped.dressed(scene, "tobin", seed: UInt64($0)) }
    for look in looks {
      let own = Set(zip(look.slots, look.surfaces).map { "\($0) \($1)" })
      #expect(own.count >= 12)
      #expect(Set(look.surfaces).count >= 12)
      for (before, after) in zip(scene.surfaces, look.surfaces) { #expect(before != after) }
    }
    let slots = Set(scene.slots)
    let wanted =
      (1...7).map { "robot/link\($0)" }
      + ["robot/hand", "robot/fingers", "floor", "wall", "table", "cubeA", "cubeB"]
    for slot in wanted { #expect(slots.contains(slot), "\(slot)") }
    #expect(slots.count >= 12)

    // drawn independently: two surfaces do not go together
    let pairs = looks.filter { look in
      func family(_ slot: String) -> String? {
        look.slots.firstIndex(of: slot).map { look.surfaces[$0].family }
      }
      return family("robot/hand") == family("table")
    }
    #expect(pairs.count > 0 && pairs.count < looks.count)
  }

  @Test(arguments: ["tobin", "robosuite"]) func `only the preset's families`(name: String) throws {
    let scene = try Shipped.scene("stack")
    var found: Set<String> = []
    for seed in 0..<20 {
      found.formUnion(try Shipped.dressed(scene, name, seed: UInt64(seed)).surfaces.map(\.family))
    }
    #expect(found == Set(try Shipped.preset(name).textures.families))
  }

  @Test func `a split keeps to its textures`() throws {
    let scene = try Shipped.scene("stack")
    let catalogue = try Shipped.visuals.get().textures
    var preset = VisualPreset(name: "any", summary: "")
    preset.textures.surfaces = SurfaceGroup.allCases
    func surfaces(_ split: KitchenOptions.Split) throws -> Set<SurfaceTexture> {
      var found: Set<SurfaceTexture> = []
      for seed in 0..<30 {
        var look = scene
        _ = try Shipped.look(preset, seed: UInt64(seed), split: split).apply(to: &look)
        found.formUnion(look.surfaces)
      }
      return found
    }
    let (train, test) = (try surfaces(.train), try surfaces(.test))
    #expect(train.isDisjoint(with: test))
    let families = Set(train.map(\.family))
    #expect(families.count > 20 && families.isDisjoint(with: catalogue.testFamilies))
    #expect(!Set(test.map(\.family)).isDisjoint(with: catalogue.testFamilies))
    // nothing becomes transparent
    #expect(families.isDisjoint(with: catalogue.transparent))
  }

  @Test func `glass stays`() throws {
    let glass = SurfaceTexture(family: "glass", colors: [[0.8, 0.9, 1]])
    let water = SurfaceTexture(family: "water", colors: [[0.3, 0.4, 1]])
    var scene = try Shipped.scene("stack")
    scene.surfaces += [glass, water]
    scene.slots += ["window/glass", "cubeA/skin"]
    for name in ["tobin", "robosuite", "dactyl"] {
      let look = try Shipped.dressed(scene, name, seed: 1)
      #expect(look.surfaces.suffix(2) == [glass, water], "\(name)")
    }
  }

  @Test(arguments: ["stack", "pnp_counter_to_sink"])
  func `robocasa leaves the robot and objects alone`(task: String) throws {
    let scene = try Shipped.scene(task)
    let look = try Shipped.dressed(scene, "robocasa", seed: 2)
    var changed: Set<String> = []
    for (slot, (before, after)) in zip(scene.slots, zip(scene.surfaces, look.surfaces))
    where before != after {
      changed.insert(slot)
    }
    let wanted: Set = task == "stack" ? ["floor", "wall", "table"] : ["floor", "wall", "cabinet"]
    #expect(changed.isSuperset(of: wanted), "\(changed)")
    // what is anybody's own has a slash, or is an object
    #expect(!changed.contains { $0.contains("/") || $0.hasPrefix("cube") }, "\(changed)")
    #expect(look.lights == scene.lights && look.ambient == scene.ambient)
  }

  @Test func `a kitchen's fixtures are no objects`() throws {
    let scene = try Shipped.scene("pnp_counter_to_sink")
    func changed(_ group: SurfaceGroup) throws -> Set<String> {
      var preset = VisualPreset(name: "some", summary: "")
      preset.textures.surfaces = [group]
      var look = scene
      _ = try Shipped.look(preset, seed: 1).apply(to: &look)
      let differ = look.surfaces.indices.filter { look.surfaces[$0] != scene.surfaces[$0] }
      return Set(differ.map { scene.slots[$0] })
    }
    let objects = try changed(.object)
    #expect(objects.contains("obj/skin"))
    #expect(
      objects.allSatisfy { $0.hasPrefix("obj/") || $0.hasPrefix("distractor_") }, "\(objects)")
    let fixtures = try changed(.fixture)
    #expect(fixtures.isSuperset(of: ["fridge/case", "stove/knob", "handle", "sink"]))
    #expect(fixtures.isDisjoint(with: objects))
    #expect(try changed(.robot).allSatisfy { $0.hasPrefix("robot/") })
  }

  @Test func `colours that stay are shifted a little`() throws {
    let scene = try Shipped.scene("stack")
    let preset = try Shipped.preset("dactyl")
    for seed in 0..<30 as Range<UInt64> {
      let look = try Shipped.dressed(scene, "dactyl", seed: seed)
      for (before, after) in zip(scene.surfaces, look.surfaces) {
        #expect(before.family == after.family && before.seed == after.seed)
        #expect(after.gloss >= 0 && after.gloss <= 1)
        for (a, b) in zip(before.colors, after.colors) {
          let (v, w) = (a.max() ?? 0, b.max() ?? 0)
          #expect(abs(v - w) <= preset.colors.value + 1e-12)
          #expect(b.allSatisfy { (0...1).contains($0) })
          let (s, t) = (v > 0 ? (v - (a.min() ?? 0)) / v : 0, w > 0 ? (w - (b.min() ?? 0)) / w : 0)
          #expect(abs(s - t) <= preset.colors.saturation + 1e-9 || w == 0)
        }
      }
    }
  }

  @Test func `the hue turns by what it is told`() throws {
    // a preset that turns the hue only: red goes towards yellow or magenta, as bright as before
    var preset = VisualPreset(name: "hue", summary: "")
    preset.colors.hue = 0.1
    let scene = RenderScene(
      bodies: [],
      surfaces: [SurfaceTexture(family: "flat", colors: [[0.8, 0, 0], [0.4, 0.4, 0.4]])])
    var sides = (yellow: 0, magenta: 0)
    for seed in 0..<40 as Range<UInt64> {
      var look = scene
      _ = try Shipped.look(preset, seed: seed).apply(to: &look)
      let color = look.surfaces[0].colors[0]
      #expect(abs(color[0] - 0.8) < 1e-12 && min(color[1], color[2]) < 1e-12)
      // 0.1 of the circle is 0.6 of a sector
      #expect(max(color[1], color[2]) <= 0.8 * 0.6 + 1e-9)
      if color[1] > 0 { sides.yellow += 1 } else { sides.magenta += 1 }
      // grey has none
      #expect(look.surfaces[0].colors[1].allSatisfy { abs($0 - 0.4) < 1e-12 })
    }
    #expect(sides.yellow > 8 && sides.magenta > 8)
  }
}
