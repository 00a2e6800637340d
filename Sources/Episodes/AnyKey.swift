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
  /// A whole number, nil where there is none; another value throws and says what fits.
  ///
  /// Foundation's own decoder forgets where a number was that does not fit.
  func whole<Number: FixedWidthInteger & Decodable>(
    _ type: Number.Type, forKey key: Key
  ) throws -> Number? {
    do { return try decodeIfPresent(type, forKey: key) } catch {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self,
        debugDescription: "must be a whole number, \(Number.min) to \(Number.max)")
    }
  }

  /// Whole numbers, nil where there is no list; another element throws by its place.
  func wholes(forKey key: Key) throws -> [Int]? {
    try decodeIfPresent([Double].self, forKey: key)?.enumerated().map { index, number in
      guard let whole = Int(exactly: number) else {
        throw DecodingError.dataCorrupted(
          DecodingError.Context(
            codingPath: codingPath + [key, PlaceKey(index)],
            debugDescription: "must be a whole number, not \(number)"))
      }
      return whole
    }
  }
}

/// A place in a list.
private struct PlaceKey: CodingKey {
  var stringValue: String { "Index \(place)" }
  var intValue: Int? { place }
  private let place: Int
  init(_ place: Int) { self.place = place }
  init?(stringValue: String) { return nil }
  init?(intValue: Int) { place = intValue }
}
