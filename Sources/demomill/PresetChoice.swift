import Kitchens
import Rendering

/// Chooses the presets that `presets.yaml` names.
enum PresetChoice {
  /// The file's text: of each family `count` of the thousand numbers, one in five of them for tests, that
  /// look unlike each other and those of the families before.
  static func text(_ catalogue: TextureCatalogue, count: Int) -> String {
    var lines = [
      "# The textures that random surfaces are drawn from: numbers of each family, chosen out of a thousand",
      "# to differ (`demomill textures --choose \(count)`). A texture's name is its family and number, such",
      "# as marble/\(count). Tests keep one in five of them, and all of the families that textures.yaml says.",
    ]
    var taken: [TextureDescriptor] = []
    for look in catalogue.families {
      let isTestFamily = catalogue.testFamilies.contains(look.family)
      let candidates = TextureSplit.numbers.map { number in
        TextureChoice.Candidate(
          number: number,
          isTest: isTestFamily || TextureSplit.isTest(family: look.family, number: number),
          descriptor: TextureDescriptor(TextureDraw.texture(look, number: number)))
      }
      // what is common stays common where enough differ; else the farthest
      let train = isTestFamily ? 0 : count - count / 5
      let test = count - train
      let spread = [8, 7, 6, 5.5, 5, 4.5].lazy.compactMap { distance in
        TextureChoice.spread(candidates, train: train, test: test, from: taken, distance: distance)
      }.first
      let chosen =
        spread ?? TextureChoice.farthest(candidates, train: train, test: test, from: taken)
      taken += chosen.map(\.descriptor)
      lines += wrapped(look.family, chosen.map(\.number))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A list of numbers in lines of at most 100 letters.
  private static func wrapped(_ name: String, _ numbers: [Int]) -> [String] {
    var lines = ["\(name): ["]
    for (index, number) in numbers.enumerated() {
      let text = "\(number)" + (index == numbers.count - 1 ? "]" : ",")
      if lines[lines.count - 1].count + text.count + 1 > 100 { lines.append("  ") }
      let isFirst = lines[lines.count - 1].hasSuffix("[") || lines[lines.count - 1] == "  "
      lines[lines.count - 1] += (isFirst ? "" : " ") + text
    }
    return lines
  }
}
