import Episodes

extension SchemaLibrary {
  private static let names = Schema.array(.text, 1...KitchenOptions.mostNames)
  private static let distractors = Schema.integer(0, UInt64(KitchenOptions.mostDistractors))
  private static let aspects = KitchenSeeds.CodingKeys.allCases.map(\.rawValue)

  /// Which kitchens a job asks for.
  static let kitchen = Schema.object(
    [
      "layouts?": names.described(
        "Named layouts, archetypes, or ARCHETYPE/SEED; scenes take them in turns."),
      "styles?": names.described("The next one after each round of layouts."),
      "split?": Schema.choice(KitchenOptions.Split.allCases.map(\.rawValue)).described(
        "Which instances may be drawn; the distribution's own when not said."),
      "textures?": .choice(KitchenOptions.Textures.allCases.map(\.rawValue)),
      "lights?": .choice(KitchenOptions.Lights.allCases.map(\.rawValue)),
      "distractors?": Schema.array(distractors, 2...2).described(
        "How many other objects stand about, at least and at most."),
      "pin?": Schema.object(
        Dictionary(
          uniqueKeysWithValues: aspects.map { ("\($0)?", Schema.integer(0, UInt64.max)) }),
        isClosed: true
      ).described("Seeds of single aspects that are the same in every scene."),
    ], isClosed: true
  ).described("For tasks that are done in kitchens only.")

  /// All that one drawn kitchen follows from.
  static let kitchenSpec = Schema.object([
    "task": .string, "layout": .string, "style": .string,
    "split": .choice(KitchenOptions.Split.allCases.map(\.rawValue)),
    "textures": .choice(KitchenOptions.Textures.allCases.map(\.rawValue)),
    "lights": .choice(KitchenOptions.Lights.allCases.map(\.rawValue)),
    "distractors": distractors,
    "seeds": .object(
      Dictionary(uniqueKeysWithValues: aspects.map { ($0, Schema.integer(0, UInt64.max)) })),
  ])

  /// A scene as a job would draw it.
  static let drawnScene = Schema.object([
    "task": .string, "distribution": .string, "seed": .integer(0, UInt64.max),
    "scene": .integer(0),
    "spec?": Schema.named("KitchenSpec").described("Of a kitchen: what it follows from."),
    "instruction?": Schema.string.described("Of a kitchen."),
    "facts?": Schema.map(.string).described("What instructions may name, in words."),
    "world": Schema(["type": "object"]).described(
      "Objects with poses, those of kitchens at rest; what never moves besides; table, robot base."),
  ])
}
