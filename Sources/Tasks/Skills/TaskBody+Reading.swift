import Authoring
import Episodes
import Kitchens

extension TaskBody {
  /// The subtasks over a scene's objects, and the steps that they belong to; none for a plain task.
  ///
  /// - Throws: `AuthoringError` when something speaks of what the objects lack.
  func read(
    objects: [TaskDescription.Object]
  ) throws(AuthoringError) -> (subtasks: [SubtaskDescription], steps: [SkillStep]) {
    switch self {
    case .subtasks(let node): return (try SubtaskReader.subtasks(node, objects: objects), [])
    case .skills(let templates):
      var subtasks: [SubtaskDescription] = []
      var steps: [SkillStep] = []
      for template in templates {
        let first = subtasks.count
        let place = template.place.flatMap { name in objects.firstIndex { $0.name == name } }
        if let place {
          subtasks.append(try Self.drive(template, to: place, objects: objects))
        }
        subtasks += try Self.subtasks(of: template, objects: objects)
        steps.append(
          SkillStep(
            name: template.name, skill: template.skill, subtasks: first..<subtasks.count,
            drivesTo: place, objects: try Self.indices(template, objects: objects),
            pre: try Self.predicate(template.pre, objects: objects),
            post: try Self.predicate(template.post, objects: objects)))
      }
      return (subtasks, steps)
    }
  }

  /// A skill's subtasks, their names and signals beginning with the step's.
  private static func subtasks(
    of template: SkillTemplate, objects: [TaskDescription.Object]
  ) throws(AuthoringError) -> [SubtaskDescription] {
    guard case .subtasks(let node)? = template.skill.kitchen?.body else { return [] }
    let found: [SubtaskDescription]
    do throws(AuthoringError) {
      found = try SubtaskReader.subtasks(node, objects: template.renamed(objects))
    } catch {
      throw template.node.error("\(template.skill.name) cannot be done with that: \(error)")
    }
    return found.map { subtask in
      var own = subtask
      own.name = "\(template.name)_\(subtask.name)"
      own.termSignal = subtask.termSignal.map { "\(template.name)_\($0)" }
      return own
    }
  }

  /// The drive to where a skill is done.
  private static func drive(
    _ template: SkillTemplate, to place: Int, objects: [TaskDescription.Object]
  ) throws(AuthoringError) -> SubtaskDescription {
    guard let base = objects.firstIndex(where: { $0.name == KitchenDescription.baseName }) else {
      throw template.node.error("there is no \(KitchenDescription.baseName) to drive")
    }
    var drive = SubtaskDescription(
      name: "\(template.name)_drive", objectRef: place, termSignal: nil, termPredicate: nil,
      termOffsetRange: 0...0, selectionStrategy: .random, nnK: 1, posWeight: 1, rotWeight: 1,
      actionNoise: 0.05, numInterpolationSteps: 5, numFixedSteps: 0,
      applyNoiseDuringInterpolation: false)
    // the hand comes in slowly, over what is in its way
    drive.maxBridgeSpeed = 0.3
    drive.maxBridgeRotationSpeed = 1
    drive.bridgeProfile = .minJerk
    drive.avoidCollisions = true
    drive.drivenBase = base
    return drive
  }

  private static func indices(
    _ template: SkillTemplate, objects: [TaskDescription.Object]
  ) throws(AuthoringError) -> [Int] {
    var indices: [Int] = []
    for object in template.skill.objects {
      let name = template.global(object.name) ?? object.name
      guard let index = objects.firstIndex(where: { $0.name == name }) else {
        throw template.node.error("\(template.skill.name) needs its \(object.name)")
      }
      indices.append(index)
    }
    return indices
  }

  private static func predicate(
    _ node: AuthoredNode?, objects: [TaskDescription.Object]
  ) throws(AuthoringError) -> Predicate? {
    guard let node else { return nil }
    do { return try PredicateParser.parse(try node.string(), objects: objects) } catch {
      throw node.error((error as? PredicateError)?.reason ?? "\(error)")
    }
  }
}
