import Geometry
import Kitchens
import TestSupport
import Testing

/// What layouts say of fixtures against the models that fixtures are made from.
@Suite struct LayoutFixtureTests {
  @Test func `every fixture of every named layout can be made, in the size of the plan`() throws {
    let scenes = Repository.root.appendingPathComponent("Scenes").path
    let layouts = try LayoutLibrary(folder: "\(scenes)/layouts")
    let models = try ModelLibrary(folder: "\(scenes)/fixtures")
    for entry in layouts.named {
      let layout = try #require(try layouts.layout(named: entry.name))
      for fixture in layout.fixtures {
        let model = try #require(models[fixture.model], "\(fixture.model)")
        let instance = try model.instance(
          stream: RandomStream(seed: 1).stream(fixture.name), overriding: fixture.parameters)
        #expect(
          (instance.size - fixture.size).length < 1e-9, "\(entry.name) \(fixture.name)")
      }
    }
  }
}
