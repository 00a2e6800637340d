import Authoring

/// What names in model files look like.
enum ModelName {
  /// Words that expressions and predicates have taken.
  private static let reserved =
    Expression.Function.allCases.map(\.rawValue) + ["pi", "and", "or", "not", "eef"]

  /// A variable's name: new in its scope, and no word of the language.
  static func checked(
    _ name: String, _ node: AuthoredNode, _ scope: ModelScope
  ) throws(AuthoringError) -> String {
    guard isPlain(name), !reserved.contains(name) else {
      throw node.error("must be named with letters, digits and _, and by no word of the language")
    }
    guard !scope.names.contains(name), !scope.words.contains(name) else {
      throw node.error("the name \(name) is already taken")
    }
    return name
  }

  /// A part's, site's, region's or slot's name, which may hold `{i}` where there is a loop.
  static func pattern(
    _ name: String, _ node: AuthoredNode, _ loop: Repetition?
  ) throws(AuthoringError) -> String {
    var plain = name
    if let loop {
      let pieces = name.split(separator: "{\(loop.variable)}", omittingEmptySubsequences: false)
      guard pieces.count > 1 else {
        throw node.error("must have {\(loop.variable)} in its name, since it stands several times")
      }
      plain = pieces.joined(separator: "0")
    }
    guard isPlain(plain), !reserved.contains(plain) else {
      throw node.error("must be named with letters, digits and _, and by no word of the language")
    }
    return name
  }

  /// Letters, digits and `_`, a letter first.
  static func isPlain(_ name: String) -> Bool {
    guard let first = name.utf8.first, isLetter(first), first != 0x5F else { return false }
    return name.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
  }
}
