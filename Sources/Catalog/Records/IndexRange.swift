/// Indices from a first to a last one, written as `7` or as `[3, 9]`.
public struct IndexRange: Sendable, Hashable, Codable {
  public var first: Int
  public var last: Int

  public init(_ range: ClosedRange<Int>) {
    first = range.lowerBound
    last = range.upperBound
  }

  /// Throws `DecodingError` unless it is one index or two, the last not before the first.
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    let ends =
      try (try? value.decode(Int.self)).map { [$0, $0] } ?? value.decode([Int].self)
    guard ends.count == 2, ends[0] >= 0, ends[0] <= ends[1] else {
      throw DecodingError.dataCorruptedError(
        in: value, debugDescription: "must be an index, or the first and the last of a range")
    }
    first = ends[0]
    last = ends[1]
  }

  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    if first == last { try value.encode(first) } else { try value.encode([first, last]) }
  }
}
