import Authoring
import Episodes
import Geometry
import Scenes

/// A layout with a model for each of its fixtures, doors closed, before any task has a role in it.
struct KitchenRoom: Sendable {
  /// Where fixtures of a layout stand.
  static let rows = ["room", "floor", "wall", "base", "tall", "upper", "counter_top"]

  let layout: KitchenLayout
  /// In the layout's order.
  private(set) var fixtures: [BoundFixture]
  /// With the surfaces of all fixtures.
  let look: KitchenLook

  /// Draws the fixtures of a spec: what the layout decides, what the style decides, and the rest by the
  /// fixtures' own seed.
  ///
  /// - Throws: `AuthoringError` for a layout, style or model that does not exist.
  init(_ spec: KitchenSpec, library: KitchenLibrary) throws(AuthoringError) {
    layout = try library.layouts.layout(spec.layout)
    let style = try library.styles.style(spec.style)
    let stream = spec.stream(.fixtures)
    var look = try KitchenLook(spec, library: library)
    var fixtures: [BoundFixture] = []
    for fixture in layout.fixtures {
      guard let model = library.fixtures[fixture.model] else {
        throw AuthoringError(
          file: spec.layout, key: fixture.name, reason: "no model \(fixture.model)")
      }
      // one kitchen has one kind of cabinet: what a style leaves open is drawn by model, not by piece
      let overriding = style.parameters(of: model) + fixture.parameters
      fixtures.append(
        BoundFixture(
          name: fixture.name, row: fixture.row, poseWorldFixture: fixture.poseWorldFixture,
          instance: look.painted(
            try model.instance(stream: stream.stream(fixture.model), overriding: overriding),
            model.materials, owner: fixture.model)))
    }
    self.fixtures = fixtures
    self.look = look
  }

  /// The fixtures that no kitchen needs to have: what stands on counters, and stools.
  var movable: [String] {
    fixtures.filter { $0.row == "counter_top" || $0.instance.model == "stool" }.map(\.name)
  }

  /// Takes a fixture out.
  mutating func remove(_ name: String) { fixtures.removeAll { $0.name == name } }
}
