import Authoring
import Episodes
import Geometry
import Scenes

/// A kitchen of middle sizes with every role in it at the origin: what names of a task can be checked
/// against without drawing anything.
public enum KitchenPrototype {
  /// The prototype of a description; complaints are about what stands in `node`, the task's `kitchen`,
  /// and in `bases`, which say where the base stands in each of its places.
  ///
  /// - Throws: `AuthoringError` for a model, category, part, region or site that does not exist.
  public static func scene(
    _ description: KitchenDescription, library: KitchenLibrary, node: AuthoredNode,
    bases: [AuthoredNode] = []
  ) throws(AuthoringError) -> KitchenScene {
    let check = KitchenCheck(
      description: description, library: library, node: node, bases: bases)
    var assembly = KitchenAssembly()
    let stream = RandomStream(seed: 0).stream("prototype")

    // every model that may play a role must have what the task names
    for role in description.objects {
      if let problem = library.objects.problem(with: role.filter) {
        throw node.at("objects", role.name).error(problem)
      }
      guard let first = library.objects.matches(role.filter).first else { continue }
      assembly.add(
        role.name, try first.model.instance(category: first.category.name, index: 0), at: .identity)
    }
    for role in description.fixtures {
      var first: ModelInstance?
      for name in role.models {
        let instance = try check.instance(of: role, model: name, stream: stream)
        first = first ?? instance
      }
      guard let first else { throw node.at("fixtures", role.name).error("names no model") }
      assembly.add(
        role,
        BoundFixture(
          name: role.name, row: "", poseWorldFixture: .identity, instance: first))
    }
    for frame in description.frames {
      let (parent, pose) = try check.place(of: frame, in: assembly)
      assembly.add(frame: frame.name, of: parent, pose)
    }
    try check.references(in: assembly)
    assembly.add(frame: KitchenDescription.baseName, of: nil, .identity)
    if description.base.startsElsewhere {
      assembly.add(frame: KitchenDescription.goalName, of: nil, .identity)
    }
    for stop in description.stops { assembly.add(frame: stop.name, of: nil, .identity) }

    var scene = Scene(
      tableTop: TableTop(center: .zero, size: SIMD2(1, 1)), poseWorldRobotBase: .identity,
      objects: assembly.objects)
    scene.fixtures = []
    return KitchenScene(
      spec: KitchenSpec(
        task: "", layout: "", style: "", split: .all, textures: .style, lights: .off,
        distractors: 0, seeds: KitchenSeeds()),
      scene: scene, things: assembly.things,
      facts: (description.objects.map(\.name) + description.fixtures.map(\.name)).map {
        KitchenScene.Fact(name: $0, words: $0)
      }, taskObjectCount: assembly.objects.count)
  }
}
