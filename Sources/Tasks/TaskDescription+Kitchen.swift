import Authoring
import Geometry
import Kitchens
import Scenes

extension TaskDescription {
  /// The task as it is in one drawn kitchen: bodies, joints, regions and sites are the scene's, and so
  /// are thresholds that speak of them.
  ///
  /// Distractors come last; the indices of the task's own objects are the same in every scene.
  ///
  /// - Throws: `AuthoringError` when the file names what this scene lacks.
  public func resolved(in scene: KitchenScene) throws(AuthoringError) -> TaskDescription {
    guard let kitchen else { return self }
    var task = self
    task.objects = try Self.objects(of: scene, file: kitchen.success)
    (task.subtasks, task.skills) = try kitchen.body.read(objects: task.objects)
    task.success = try SuccessReader.success(kitchen.success, objects: task.objects)
    task.tableTop = scene.scene.tableTop
    task.poseWorldRobotBase = scene.scene.poseWorldRobotBase
    return task
  }

  static func objects(
    of kitchen: KitchenScene, file: AuthoredNode
  ) throws(AuthoringError) -> [Object] {
    var objects = zip(kitchen.scene.objects, kitchen.things).map { object, thing in
      var described = Object(
        name: object.name, body: object.body, zSymmetry: object.mount == .free ? 2 : 1,
        mount: object.mount, sites: thing.sites, regions: thing.regions)
      described.materials = object.materials
      return described
    }
    for (index, thing) in kitchen.things.enumerated() where !thing.states.isEmpty {
      objects[index].states = try states(of: thing, objects: objects, file: file)
    }
    return objects
  }

  /// A fixture's states, whose rules are written in the fixture's own names.
  private static func states(
    of thing: KitchenScene.Thing, objects: [Object], file: AuthoredNode
  ) throws(AuthoringError) -> [ObjectState] {
    var local = objects
    for name in thing.localNames {
      guard let part = local.firstIndex(where: { $0.name == name.global }) else { continue }
      local[part].name = name.local
    }
    func predicate(
      _ text: String, at place: AuthoringError?
    ) throws(AuthoringError) -> Predicate? {
      // a rule about a part that is bolted in this task changes nothing
      if thing.boltedParts.contains(where: { PredicateParser.mentions($0, in: text) }) {
        return nil
      }
      do { return try PredicateParser.parse(text, objects: local) } catch {
        var complaint = place ?? file.error("")
        complaint.reason = "'\(text)': \(error.reason)"
        throw complaint
      }
    }
    var states: [ObjectState] = []
    for rule in thing.states {
      states.append(
        ObjectState(
          name: rule.name, initial: rule.initial, set: try predicate(rule.set, at: rule.setPlace),
          reset: try rule.reset.flatMap { text throws(AuthoringError) in
            try predicate(text, at: rule.resetPlace)
          }))
    }
    return states
  }
}
