import Authoring
import Kitchens
import Scenes

/// A step of a composite task as its file says it, before any scene is drawn.
struct SkillTemplate: Sendable {
  let name: String
  let skill: TaskDescription
  /// The skill's names of objects, parts and frames, with those of the composite task.
  let names: [SkillName]
  /// What the place is called that the base drives to first; nil where it stays.
  let place: String?
  let pre: AuthoredNode?
  let post: AuthoredNode?
  /// Where complaints about what is bound belong.
  let node: AuthoredNode

  /// What a composite task calls what a skill calls otherwise.
  func global(_ name: String) -> String? { names.first { $0.local == name }?.global }

  /// The composite task's objects under the skill's names; what it has no name for has none.
  func renamed(_ objects: [TaskDescription.Object]) -> [TaskDescription.Object] {
    objects.map { object in
      var renamed = object
      renamed.name = names.first { $0.global == object.name }?.local ?? ""
      return renamed
    }
  }
}

/// A name in a skill, and in the composite task that uses it.
struct SkillName: Sendable, Hashable {
  var local: String
  var global: String
}

/// What a kitchen task's subtasks are read from, anew for each scene.
enum TaskBody: Sendable {
  case subtasks(AuthoredNode)
  case skills([SkillTemplate])
}
