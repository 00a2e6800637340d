import Authoring
import Episodes
import Geometry
import Kitchens

/// The ways in which a task may be asked for: templates such as `put the {obj} into the {cabinet}`.
public struct Instructions: Sendable, Hashable {
  /// In the file's order; the first is the task's own.
  public let templates: [String]

  /// Templates of a task; each fact that they name must be one of `facts`.
  init(_ nodes: [AuthoredNode], facts: [String]) throws(AuthoringError) {
    var templates: [String] = []
    for node in nodes {
      let text = try node.string()
      for name in Self.names(in: text) where !facts.contains(name) {
        let known = facts.isEmpty ? "(there are none)" : facts.joined(separator: ", ")
        throw node.error("names the fact {\(name)}; known are \(known)")
      }
      guard !templates.contains(text) else { throw node.error("is there twice") }
      templates.append(text)
    }
    self.templates = templates
  }

  /// Whether a template is for tests: one in five, by a hash of its words.
  public static func isForTest(_ template: String) -> Bool {
    RandomStream(seed: 0).stream("instruction/\(template)").key % 5 == 0
  }

  /// The templates of a split; all of them where a split has none.
  public func templates(of split: KitchenOptions.Split) -> [String] {
    let found = templates.filter {
      split == .all || Self.isForTest($0) == (split == .test)
    }
    return found.isEmpty ? templates : found
  }

  /// An instruction with the facts of a scene, its template drawn from those of the split.
  public func instruction(
    _ facts: [KitchenScene.Fact], split: KitchenOptions.Split, stream: RandomStream
  ) -> String {
    var random = stream
    let choices = templates(of: split)
    let template = choices[random.integer(in: 0...(choices.count - 1))]
    return Self.filled(template, facts)
  }

  private static func filled(_ template: String, _ facts: [KitchenScene.Fact]) -> String {
    var text = ""
    for piece in pieces(of: template) {
      switch piece {
      case .words(let words): text += words
      case .fact(let name): text += facts.first { $0.name == name }?.words ?? name
      }
    }
    return text
  }

  private enum Piece {
    case words(String)
    case fact(String)
  }

  private static func pieces(of template: String) -> [Piece] {
    var pieces: [Piece] = []
    var word = ""
    for character in template {
      switch character {
      case "{":
        pieces.append(.words(word))
        word = ""
      case "}":
        pieces.append(.fact(word))
        word = ""
      default: word.append(character)
      }
    }
    pieces.append(.words(word))
    return pieces
  }

  private static func names(in template: String) -> [String] {
    pieces(of: template).compactMap { if case .fact(let name) = $0 { name } else { nil } }
  }
}
