import JSONText
import Kitchens
import Tasks

/// What a task says of its kitchens, as the API shows it.
enum KitchenJSON {
  /// Null for a task that is done on a table.
  static func make(_ task: TaskDescription) -> JSON {
    guard let kitchen = task.kitchen else { return .null }
    let description = kitchen.description
    let library = kitchen.library
    return [
      "fixtures": .object(JSONObject(description.fixtures.map { ($0.name, fixture($0)) })),
      "objects": .object(
        JSONObject(description.objects.map { ($0.name, object($0, library.objects)) })),
      "frames": words(description.frames.map(\.name)),
      "base": [
        "before": JSON(description.base.before),
        "starts_elsewhere": JSON(description.base.startsElsewhere),
      ],
      "distractors": [
        JSON(description.distractors.count.lowerBound),
        JSON(description.distractors.count.upperBound),
      ],
      "splits": .object(
        JSONObject(description.splits.map { ($0.name, JSON($0.split.rawValue)) })),
      "layouts": words(library.layouts.named.map(\.name)),
      "archetypes": words(library.layouts.grammars.map(\.name)),
      "styles": words(library.styles.names),
      "instructions": words(kitchen.instructions.templates),
    ]
  }

  private static func words(_ list: [String]) -> JSON { .array(list.map { JSON($0) }) }

  private static func fixture(_ role: FixtureRole) -> JSON {
    [
      "models": words(role.models), "rows": words(role.rows), "parts": words(role.parts),
      "near": JSON(role.near),
    ]
  }

  private static func object(_ role: ObjectRole, _ library: ModelLibrary) -> JSON {
    [
      "categories": words(library.matches(role.filter).map(\.category.name)),
      "in": JSON("\(role.spot.owner).\(role.spot.region)"),
    ]
  }
}
