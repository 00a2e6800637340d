import Episodes

/// Reads which kitchens a job asks for: types and ranges here, names in the mill.
enum KitchenOptionsReader {
  private typealias Option = KitchenOptions.CodingKeys

  /// The options at `kitchen` of a job's `scenes`; nil when there are none.
  static func read(_ reader: inout FieldReader) -> KitchenOptions? {
    reader.object("kitchen", required: false) { reader in
      var options = KitchenOptions()
      func name(_ key: Option) -> String { key.rawValue }
      let names = 1...KitchenOptions.mostNames
      options.layouts = reader.strings(name(.layouts), count: names, required: false)
      options.styles = reader.strings(name(.styles), count: names, required: false)
      options.split = reader.choice(
        name(.split), as: KitchenOptions.Split.self, required: false)
      options.textures = reader.choice(
        name(.textures), as: KitchenOptions.Textures.self, required: false)
      options.lights = reader.choice(
        name(.lights), as: KitchenOptions.Lights.self, required: false)
      options.distractors = reader.integers(name(.distractors), count: 2...2, required: false)
      options.pin = reader.object(name(.pin), required: false) { reader in
        var seeds = KitchenSeeds()
        for aspect in KitchenSeeds.CodingKeys.allCases {
          seeds[aspect] = reader.unsigned(aspect.rawValue, required: false)
        }
        return seeds
      }
      for problem in options.problems { reader.fail(problem.name, problem.reason) }
      return options
    }
  }
}
