/// The names that an expression at some place of a file may use.
struct ModelScope {
  /// In the order of the values.
  var names: [String]
  /// The words of all choices.
  var words: [String]

  /// The scope with a loop's variable at its end.
  func adding(_ loop: Repetition?) -> ModelScope {
    guard let loop else { return self }
    return ModelScope(names: names + [loop.variable], words: words)
  }
}
