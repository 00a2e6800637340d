extension JSON {
  /// How a parser takes numbers.
  public enum NumberReading: Sendable {
    /// Integers stay exact, and a number beyond the range of doubles is refused.
    case exact
    /// All are doubles, infinite beyond their range, and arrays of nothing but numbers stay flat.
    case doubles
  }

  /// The value of a whole text (RFC 8259), stricter than most: no repeated keys, no deep nesting.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8 without a byte order mark.
  ///   - numbers: what becomes of numbers.
  ///   - maximumDepth: how deep arrays and objects may nest, in levels.
  /// - Throws: `JSONSyntaxError`.
  public init(
    parsing bytes: some Collection<UInt8>, numbers: NumberReading = .exact, maximumDepth: Int = 32
  ) throws(JSONSyntaxError) {
    // a zero behind the text ends every scan, strtod's too
    var terminated: [UInt8] = []
    terminated.reserveCapacity(bytes.count + 1)
    terminated.append(contentsOf: bytes)
    terminated.append(0)
    self = try terminated.withUnsafeBufferPointer { buffer throws(JSONSyntaxError) in
      var parser = JSONParser(bytes: buffer, numbers: numbers, maximumDepth: maximumDepth)
      return try parser.document()
    }
  }
}
