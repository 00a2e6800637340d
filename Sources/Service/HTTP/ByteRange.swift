/// What a `Range` header asks of a content of some size (RFC 9110, section 14).
enum ByteRange: Sendable, Hashable {
  /// All: no range, several, or one that cannot be understood.
  case whole
  case part(ClosedRange<Int>)
  /// A range that lies behind the end.
  case unsatisfiable

  init(header: String?, size: Int) {
    guard let header, header.lowercased().hasPrefix("bytes=") else {
      self = .whole
      return
    }
    let spec = header.dropFirst("bytes=".count)
    let ends = spec.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]) else {
      self = .whole
      return
    }

    switch (first, last) {
    case (nil, nil): self = .whole
    // the last so many bytes
    case (nil, let count?):
      self = count > 0 && size > 0 ? .part(max(0, size - count)...(size - 1)) : .unsatisfiable
    case (let first?, let last):
      if let last, last < first {
        self = .whole
      } else if first >= size {
        self = .unsatisfiable
      } else {
        self = .part(first...min(last ?? size - 1, size - 1))
      }
    }
  }

  /// The number of some digits, `.some(nil)` for none, nil for anything else.
  private static func number(_ text: Substring) -> Int?? {
    if text.isEmpty { return .some(nil) }
    guard text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    // so many digits are beyond every file
    return .some(Int(text) ?? Int.max)
  }
}
