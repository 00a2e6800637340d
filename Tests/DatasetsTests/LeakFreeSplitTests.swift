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
    #expect(SplitAxis.object.identity(of: recipe) == nil)
    #expect(SplitAxis.texture.identity(of: recipe) == "texture/nordic/7")
    recipe.kitchenSpec?.textures = .style
    #expect(SplitAxis.texture.identity(of: recipe) == "texture/nordic")
    var cameras = CameraOptions(names: ["agentview"])
    cameras.visuals = "tobin"
    let pictures = PictureRecipe(cameras: cameras, styleSeed: 9, visualsVersion: "v")
    #expect(
      SplitAxis.texture.identity(of: recipe, pictures: pictures) == "texture/look/tobin/9")
  }

  @Test func objectsAreToldApartByWhatTheyAre() throws {
    let ball = RigidBodyModel(mass: 1, geoms: [.init(.sphere(radius: 0.01))])
    var other = ball
    other.mass = 1.5
    #expect(try SplitAxis.identity(ofObject: ball) == SplitAxis.identity(ofObject: ball))
    #expect(try SplitAxis.identity(ofObject: ball) != SplitAxis.identity(ofObject: other))
  }
}
