import Episodes
import Geometry
import Rollouts
import Scenes
import Testing

/// Each aspect of a kitchen follows from its own seed.
@Suite struct KitchenAspectTests {
  private let kitchen: Kitchen

  init() throws { kitchen = try Kitchen("pnp_counter_to_sink") }

  private func scene(_ change: (inout KitchenOptions) -> Void) throws -> DrawnScene {
    try kitchen.scenes {
      $0.layouts = ["l_shaped_1"]
      $0.styles = ["nordic"]
      $0.distractors = [2]
      var seeds = KitchenSeeds()
      for aspect in KitchenSeeds.CodingKeys.allCases { seeds[aspect] = 11 }
      $0.pin = seeds
      change(&$0)
    }.drawn(0)
  }

  private func places(_ drawn: DrawnScene, distractors: Bool) -> [Pose] {
    drawn.scene.objects.filter { $0.name.hasPrefix("distractor") == distractors }
      .map(\.poseWorldObject)
  }

  @Test func `pinned alike, scenes are alike whatever the job's seed`() throws {
    let pins = KitchenSeeds.CodingKeys.allCases
    let scenes = try [1, 2].map { seed in
      try kitchen.scenes(seed: seed) { options in
        options.layouts = ["l_shaped_1"]
        options.styles = ["nordic"]
        var seeds = KitchenSeeds()
        for aspect in pins { seeds[aspect] = 3 }
        options.pin = seeds
      }.drawn(0)
    }
    #expect(scenes[0].scene == scenes[1].scene)
    #expect(scenes[0].task.language == scenes[1].task.language)
  }

  @Test func `textures, lights and words move nothing`() throws {
    let first = try scene { _ in }
    for aspect in [KitchenSeeds.CodingKeys.textures, .lights, .language] {
      let other = try scene { $0.pin?[aspect] = 99 }
      #expect(
        other.scene.objects.map(\.poseWorldObject) == first.scene.objects.map(\.poseWorldObject))
      #expect(other.scene.fixtures == first.scene.fixtures)
      #expect(other.scene.poseWorldRobotBase == first.scene.poseWorldRobotBase)
      switch aspect {
      case .textures:
        #expect(other.scene.surfaces != first.scene.surfaces)
        #expect(other.scene.lights == first.scene.lights)
      case .lights:
        #expect(other.scene.surfaces == first.scene.surfaces)
        #expect(other.scene.lights != first.scene.lights)
      default:
        #expect(other.scene == first.scene)
      }
    }
  }

  @Test func `distractors leave the task's objects where they are`() throws {
    let first = try scene { _ in }
    let other = try scene { $0.pin?.distractors = 99 }
    let none = try scene { $0.distractors = [0] }
    #expect(places(none, distractors: true).isEmpty)
    #expect(!places(first, distractors: true).isEmpty)
    #expect(places(other, distractors: true) != places(first, distractors: true))
    for drawn in [other, none] {
      let moved = zip(
        places(drawn, distractors: false), places(first, distractors: false)
      ).map { ($0.position - $1.position).length }
      // settling beside other neighbours may shift the last bits, no more
      #expect(moved.allSatisfy { $0 < 1e-4 })
    }
  }

  @Test func `placement moves objects and keeps the kitchen`() throws {
    let first = try scene { _ in }
    let other = try scene { $0.pin?.placement = 99 }
    #expect(places(other, distractors: false) != places(first, distractors: false))
    #expect(other.scene.objects[0].body == first.scene.objects[0].body)
    #expect(other.kitchen?.layout == first.kitchen?.layout)
  }

  @Test func `another seed of objects is another object`() throws {
    let first = try scene { _ in }
    let other = try scene { $0.pin?.objects = 12 }
    #expect(other.scene.objects[0].body != first.scene.objects[0].body)
    #expect(other.kitchen?.layout == first.kitchen?.layout)
    // roles may be bound otherwise, but what stands in both kitchens stands where it did
    for fixture in other.scene.fixtures {
      guard let same = first.scene.fixtures.first(where: { $0.name == fixture.name }) else {
        continue
      }
      #expect(same.poseWorldFixture == fixture.poseWorldFixture)
      #expect(same.body == fixture.body)
    }
  }

  @Test func `layouts take turns, and styles after them`() throws {
    let scenes = try kitchen.scenes {
      $0.layouts = ["one_wall_1", "galley_1"]
      $0.styles = ["nordic", "farmhouse"]
    }
    let specs = try (0..<4).map { try #require(scenes.drawn($0).kitchen) }
    #expect(specs.map(\.layout) == ["one_wall_1", "galley_1", "one_wall_1", "galley_1"])
    #expect(specs.map(\.style) == ["nordic", "nordic", "farmhouse", "farmhouse"])
  }

  @Test func `an archetype gets a seed of its own in each scene`() throws {
    let scenes = try kitchen.scenes { $0.layouts = ["galley"] }
    let names = try (0..<3).map { try #require(scenes.drawn($0).kitchen).layout }
    #expect(Set(names).count == 3)
    #expect(names.allSatisfy { $0.hasPrefix("galley/") })
  }

  @Test func `a layout that does not exist is told`() throws {
    let scenes = try kitchen.scenes { $0.layouts = ["castle"] }
    do {
      _ = try scenes.drawn(0)
      Issue.record("a castle was drawn")
    } catch {
      #expect(error.detail.contains("castle"))
    }
  }
}
