import Authoring
import Geometry
import Kitchens

/// Checks the rules of fixtures' states, which are written in the fixtures' own names, before any task
/// speaks of them.
enum FixtureStates {
  /// - Throws: `AuthoringError` about the fixture's file and the rule's line.
  static func check(
    _ model: ModelTemplate, in library: KitchenLibrary
  ) throws(AuthoringError) {
    // a kitchen with nothing in it but the fixture, all of its parts free to move
    let instance = try model.instance(stream: RandomStream(seed: 0))
    guard !instance.states.isEmpty else { return }
    var role = FixtureRole(name: model.name, models: [model.name])
    role.parts = instance.parts.dropFirst().filter { $0.joint != nil }.map(\.name)
    var kitchen = KitchenDescription()
    kitchen.fixtures = [role]
    kitchen.base.before = role.name
    let file = try AuthoredNode.parse("{}", file: model.file)
    let scene = try KitchenPrototype.scene(kitchen, library: library, node: file)
    _ = try TaskDescription.objects(of: scene, file: file)
  }
}
