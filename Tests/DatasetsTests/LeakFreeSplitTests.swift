import Datasets
import Episodes
import Geometry
import TestSupport
import Testing

/// No side has anything of what another has.
@Suite struct LeakFreeSplitTests {
  private static func identities(_ count: Int, scenes: Int, textures: Int) -> [[String]] {
    (0..<count).map { k in
      let scene = k % scenes
      // a few scenes share a texture
      return ["scene/\(scene)", "texture/\(scene % textures)"]
    }
  }

  @Test func nothingIsOnTwoSides() throws {
    let identities = Self.identities(600, scenes: 120, textures: 40)
    let sides = try LeakFreeSplit(valid: 0.2, test: 0.1).assign(identities)
    var owners: [String: DatasetSide] = [:]
    for (names, side) in zip(identities, sides) {
      for name in names {
        #expect(owners[name] ?? side == side)
        owners[name] = side
      }
    }
    for (side, share) in [(DatasetSide.test, 0.1), (.valid, 0.2), (.train, 0.7)] {
      let found = Double(sides.count { $0 == side }) / 600
      #expect(abs(found - share) < 0.12, "\(side.rawValue): \(found)")
    }
  }

  @Test func aGroupStaysOnItsSideInOtherDatasets() throws {
    let split = LeakFreeSplit(valid: 0.2, test: 0.2)
    let all = Self.identities(200, scenes: 100, textures: 100)
    let whole = try split.assign(all)
    let part = try split.assign(Array(all[0..<60]))
    #expect(Array(whole[0..<60]) == part)
    let back = try split.assign(all.reversed())
    #expect(Array(back.reversed()) == whole)
  }

  @Test func aDatasetThatGrowsMovesNothing() throws {
    for share in [0.1, 0.3, 0.5] {
      let split = LeakFreeSplit(valid: share)
      let all = (0..<2000).map { ["scene/stack/D0/\(share)/\($0)"] }
      // of so many no side is empty, so that each has its own
      let own = try split.assign(all)
      #expect(abs(Double(own.count { $0 == .valid }) / 2000 - share) < 0.05)
      for count in 2..<300 {
        let sides = try split.assign(Array(all[0..<count]))
        let moved = (0..<count).filter { sides[$0] != own[$0] }
        // one stands in for a side that would be empty, and none else
        let isWhole = Set(own[0..<count]).count == 2
        #expect(moved.count == (isWhole ? 0 : 1), "\(count) of \(share)")
        #expect(Set(sides).count == 2)
      }
    }
  }

  @Test func noSideIsEmpty() throws {
    for groups in 3..<12 {
      let identities = (0..<groups).map { ["scene/\(groups)/\($0)"] }
      let sides = try LeakFreeSplit(valid: 0.05, test: 0.05).assign(identities)
      #expect(Set(sides).count == 3)
    }
    #expect(try LeakFreeSplit(valid: 0).assign([["a"], ["b"]]) == [.train, .train])
  }

  @Test func tooFewGroupsAreAnError() {
    // all hang together by one texture
    let identities = (0..<10).map { ["scene/\($0)", "texture/0"] }
    #expect(throws: LeakFreeSplit.Problem.self) { try LeakFreeSplit().assign(identities) }
    #expect(throws: LeakFreeSplit.Problem.self) {
      try LeakFreeSplit(valid: 0.6, test: 0.4).assign([["a"], ["b"], ["c"]])
    }
  }

  @Test func identitiesAreThoseOfTheRecipe() {
    var recipe = SampleEpisode.make(scene: 3).recipe
    #expect(SplitAxis.scene.identity(of: recipe) == "scene/stack/D0/1/3")
    for axis in [SplitAxis.layout, .object, .texture] { #expect(axis.identity(of: recipe) == nil) }
    var seeds = KitchenSeeds()
    (seeds.objects, seeds.placement, seeds.textures) = (5, 6, 7)
    recipe.kitchenSpec = KitchenSpec(
      task: "carry", layout: "galley", style: "nordic", split: .train, textures: .random,
      lights: .off, distractors: 0, seeds: seeds)
    #expect(SplitAxis.scene.identity(of: recipe) == "scene/carry/galley/5/6")
    #expect(SplitAxis.layout.identity(of: recipe) == "layout/galley")
    #expect(SplitAxis.layout.identity(of: recipe, plan: "u/2") == "layout/u/2")
    #expect(SplitAxis.scene.identity(of: recipe, plan: "u/2") == "scene/carry/u/2/5/6")
    #expect(SplitAxis.object.identity(of: recipe) == nil)
    // what was drawn at random is not in a recipe
    #expect(SplitAxis.texture.identity(of: recipe) == nil)
    recipe.kitchenSpec?.textures = .style
    #expect(SplitAxis.texture.identity(of: recipe) == "texture/nordic")
  }

  @Test func texturesAreToldApartByWhatWasDrawn() {
    let one = SplitAxis.identity(ofPresets: ["marble/17", "wood/3"])
    #expect(one.hasPrefix("texture/random/"))
    #expect(one == SplitAxis.identity(ofPresets: ["marble/17", "wood/3"]))
    #expect(one != SplitAxis.identity(ofPresets: ["wood/3", "marble/17"]))
    #expect(one != SplitAxis.identity(ofPresets: ["marble/17", "wood/4"]))
  }

  @Test func objectsAreToldApartByWhatTheyAre() throws {
    let ball = RigidBodyModel(mass: 1, geoms: [.init(.sphere(radius: 0.01))])
    var other = ball
    other.mass = 1.5
    #expect(try SplitAxis.identity(ofObject: ball) == SplitAxis.identity(ofObject: ball))
    #expect(try SplitAxis.identity(ofObject: ball) != SplitAxis.identity(ofObject: other))
  }
}
