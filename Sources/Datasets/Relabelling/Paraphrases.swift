import Episodes

/// The ways in which one episode may be asked for, from its instruction and the templates of its task.
///
/// `put the {obj} into the {cabinet}` and the instruction `put the apple into the drawer` tell what `obj`
/// and `cabinet` are in this episode, which fills the other templates.
public enum Paraphrases {
  private enum Piece {
    case words([Character])
    case name(String)
  }

  /// The instruction first, then all templates that its facts fill, in their order, each once.
  ///
  /// A template that can be read in two ways tells nothing; one with a name that no other explains is
  /// left out.
  public static func of(_ instruction: String, templates: [String]) -> [String] {
    var facts: [String: String]?
    for template in templates {
      let found = readings(Array(instruction), pieces(of: template)[...], [:], limit: 2)
      if found.count == 1, found[0].count > facts?.count ?? -1 { facts = found[0] }
    }
    guard let facts else { return [instruction] }
    var texts = [instruction]
    for template in templates {
      guard let text = filled(pieces(of: template), facts), !texts.contains(text) else { continue }
      texts.append(text)
    }
    return texts
  }

  /// Those of an episode, by the templates of its task and split: what is kept for tests is not told to
  /// those who train.
  static func of(_ episode: Episode, in environment: RobomimicEnvironment) -> [String] {
    let recipe = episode.recipe
    let own = environment.templates[recipe.task]?[recipe.kitchenSpec?.split.rawValue ?? ""]
    return of(recipe.language, templates: own ?? environment.instructions)
  }

  /// What names must stand for so that the pieces give the text; at most `limit` ways.
  private static func readings(
    _ text: [Character], _ pieces: ArraySlice<Piece>, _ facts: [String: String], limit: Int
  ) -> [[String: String]] {
    guard let piece = pieces.first else { return text.isEmpty ? [facts] : [] }
    switch piece {
    case .words(let words):
      guard text.starts(with: words) else { return [] }
      return readings(Array(text.dropFirst(words.count)), pieces.dropFirst(), facts, limit: limit)
    case .name(let name):
      if let known = facts[name] {
        guard text.starts(with: known) else { return [] }
        return readings(
          Array(text.dropFirst(known.count)), pieces.dropFirst(), facts, limit: limit)
      }
      var found: [[String: String]] = []
      for length in stride(from: 1, through: text.count, by: 1) where found.count < limit {
        var facts = facts
        facts[name] = String(text.prefix(length))
        found += readings(
          Array(text.dropFirst(length)), pieces.dropFirst(), facts, limit: limit - found.count)
      }
      return found
    }
  }

  private static func filled(_ pieces: [Piece], _ facts: [String: String]) -> String? {
    var text = ""
    for piece in pieces {
      switch piece {
      case .words(let words): text += words
      case .name(let name):
        guard let fact = facts[name] else { return nil }
        text += fact
      }
    }
    return text
  }

  private static func pieces(of template: String) -> [Piece] {
    var pieces: [Piece] = []
    var word: [Character] = []
    for character in template {
      switch character {
      case "{":
        pieces.append(.words(word))
        word = []
      case "}":
        pieces.append(.name(String(word)))
        word = []
      default: word.append(character)
      }
    }
    return pieces + [.words(word)]
  }
}
