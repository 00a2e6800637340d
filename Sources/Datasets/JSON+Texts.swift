import JSONText

extension JSON {
  /// A list of texts.
  static func texts(_ list: [String]) -> JSON { .array(list.map { JSON($0) }) }
}
