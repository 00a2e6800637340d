import Authoring
import Kitchens
import TestSupport
import Testing

/// Styles as people write them.
@Suite struct StyleTests {
  private let library: StyleLibrary
  private let models: ModelLibrary

  init() throws {
    let scenes = Repository.root.appendingPathComponent("Scenes").path
    models = try ModelLibrary(folder: "\(scenes)/fixtures")
    library = try StyleLibrary(folder: "\(scenes)/styles", models: models)
  }

  private static let text = """
    name: hut
    summary: planks
    surfaces:
      floor: {family: planks, scale: [0.1, 0.2], gloss: [0, 0.1], palettes: [["#806040"]]}
      wall: &plain {family: flat, scale: [0.1, 0.2], gloss: [0, 0.1], palettes: [["#ffffff", "#000000"]]}
      trim: *plain
      backsplash: *plain
      counter_top: *plain
      cabinet: *plain
      handle: *plain
      appliance: *plain
      sink: *plain
      furniture: *plain
      table: *plain
      fabric: *plain
    models: {panel: shaker}
    """

  private func error(_ old: String, _ new: String) throws -> AuthoringError {
    var text = Self.text
    text.replaceSubrange(try #require(text.range(of: old)), with: new)
    return try #require(throws: AuthoringError.self) {
      try StyleDescription.parse(
        text, file: "hut.yaml", catalogue: library.catalogue, models: models)
    }
  }

  @Test func `there are at least twelve styles and twenty-eight families`() {
    #expect(library.styles.count >= 12)
    #expect(library.catalogue.families.count >= 28)
    #expect(Set(library.catalogue.names).count == library.catalogue.families.count)
    #expect(Set(library.styles.map(\.surfaces)).count == library.styles.count)
  }

  @Test func `a style reads back`() throws {
    let style = try StyleDescription.parse(
      Self.text, file: "hut.yaml", catalogue: library.catalogue, models: models)
    #expect(style.look(.floor)?.family == "planks")
    #expect(style.look(.floor)?.palettes == [[[128.0 / 255, 96.0 / 255, 64.0 / 255]]])
    #expect(style.look(.trim)?.palettes == [[[1, 1, 1], [0, 0, 0]]])
    #expect(style.look(.metal) == nil)
  }

  @Test func `choices go to the models that have them`() throws {
    let style = try StyleDescription.parse(
      Self.text.replacing("{panel: shaker}", with: "{panel: glass, handle_style: arch}"),
      file: "hut.yaml", catalogue: library.catalogue, models: models)
    let glass = ModelParameter(name: "panel", value: .word("glass"))
    let arch = ModelParameter(name: "handle_style", value: .word("arch"))
    #expect(style.parameters(of: try #require(models["single_cabinet"])) == [glass, arch])
    // drawers have no panes
    #expect(style.parameters(of: try #require(models["drawer_stack"])) == [arch])
    #expect(style.parameters(of: try #require(models["counter"])) == [])
  }

  @Test func `an unknown slot is an error`() throws {
    let error = try error("floor:", "flour:")
    #expect(error.line == 4)
    #expect(error.key == "surfaces.flour")
    #expect(error.reason.hasPrefix("is not a known key; known are floor, wall"))
  }

  @Test func `a slot that is missing, a family and a choice that are unknown`() throws {
    #expect(try error("  sink: *plain\n", "").reason == "lacks sink")
    let family = try error("family: planks", "family: planck")
    #expect(family.key == "surfaces.floor.family" && family.line == 4)
    #expect(family.reason.hasPrefix("planck is no family of textures"))
    let choice = try error("panel: shaker", "panel: shakey")
    #expect(
      choice.description == "hut.yaml:16: models.panel: no model has the choice panel: shakey")
    let color = try error("\"#806040\"", "\"#8060zz\"")
    #expect(color.reason == "must be a colour such as \"#e0d8c8\"")
    #expect(try error("scale: [0.1, 0.2]", "scale: [0.2, 0.1]").key == "surfaces.floor.scale")
    #expect(throws: AuthoringError.self) { try library.style("castle") }
  }

  @Test func `every slot of every fixture is some kind of surface`() throws {
    for model in models.models {
      for slot in model.materials {
        #expect(SurfaceKind(model: model.name, slot: slot) != nil, "\(model.name) \(slot.name)")
      }
    }
    func kind(_ model: String, _ slot: String) throws -> SurfaceKind? {
      let slots = try #require(models[model]).materials
      return SurfaceKind(model: model, slot: try #require(slots.first { $0.name == slot }))
    }
    #expect(try kind("sink", "top") == .counterTop)
    #expect(try kind("sink", "front") == .cabinet)
    #expect(try kind("single_cabinet", "handle") == .handle)
    #expect(try kind("fridge", "case") == .appliance)
    #expect(try kind("window", "glass") == .glass)
  }
}
