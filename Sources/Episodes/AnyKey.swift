/// A key of any name.
private struct AnyKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { return nil }
}

extension Decoder {
  /// Throws a `DecodingError` that names the first key, by the alphabet, not among `known`.
  public func refuseUnknownKeys(_ known: [String]) throws {
    let container = try container(keyedBy: AnyKey.self)
    let unknown = container.allKeys.filter { !known.contains($0.stringValue) }
    guard let key = unknown.min(by: { $0.stringValue < $1.stringValue }) else { return }
    throw DecodingError.dataCorruptedError(
      forKey: key, in: container,
      debugDescription: "is not a known key; known are \(known.joined(separator: ", "))")
  }
}

extension KeyedDecodingContainer {
  /// One of a closed set of words, nil where there is none; another word throws and says which there are.
  func word<Word: RawRepresentable<String> & CaseIterable>(forKey key: Key) throws -> Word? {
    guard let text = try decodeIfPresent(String.self, forKey: key) else { return nil }
    guard let word = Word(rawValue: text) else {
      let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self, debugDescription: "must be one of \(known)")
    }
    return word
  }
}
