/// A key of any name in a randomization's JSON.
struct RandomizationKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }
  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { return nil }
}

extension Decoder {
  /// Throws a `DecodingError` that names the first key, by the alphabet, not among `known`.
  func refuseUnknownRandomization(_ known: [String]) throws {
    let container = try container(keyedBy: RandomizationKey.self)
    let unknown = container.allKeys.filter { !known.contains($0.stringValue) }
    guard let key = unknown.min(by: { $0.stringValue < $1.stringValue }) else { return }
    throw DecodingError.dataCorruptedError(
      forKey: key, in: container,
      debugDescription: "is not a known key; known are \(known.joined(separator: ", "))")
  }
}
