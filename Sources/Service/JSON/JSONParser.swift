extension JSON {
  /// The value of a whole text (RFC 8259), stricter than most: no repeated keys, no deep nesting.
  ///
  /// - Throws: `JSONSyntaxError`.
  public init(parsing bytes: [UInt8], maximumDepth: Int = 32) throws(JSONSyntaxError) {
    var parser = JSONParser(bytes: bytes, maximumDepth: maximumDepth)
    self = try parser.document()
  }
}

/// A recursive-descent reader; the recursion is bounded by `maximumDepth`.
struct JSONParser {
  let bytes: [UInt8]
  let maximumDepth: Int
  var offset = 0

  init(bytes: [UInt8], maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  /// One value and nothing but space around it.
  mutating func document() throws(JSONSyntaxError) -> JSON {
    let value = try value(depth: 0)
    skipSpace()
    guard offset == bytes.count else { throw failure("text after the value") }
    return value
  }

  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSON {
    skipSpace()
    guard depth <= maximumDepth else {
      throw failure("nested more than \(maximumDepth) levels deep")
    }
    guard let first = peek() else { throw failure("the text ends early") }
    switch first {
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    case UInt8(ascii: "["): return .array(try array(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default:
      for (word, value) in [("true", JSON.bool(true)), ("false", .bool(false)), ("null", .null)]
      where bytes[offset...].starts(with: word.utf8) {
        offset += word.utf8.count
        return value
      }
      throw failure("no value starts here")
    }
  }

  private mutating func object(depth: Int) throws(JSONSyntaxError) -> [String: JSON] {
    var members: [String: JSON] = [:]
    offset += 1
    if take(UInt8(ascii: "}")) { return members }
    while true {
      skipSpace()
      guard peek() == UInt8(ascii: "\"") else { throw failure("a key in quotes is missing") }
      let key = try string()
      guard members[key] == nil else { throw failure("the key '\(key)' is repeated") }
      guard take(UInt8(ascii: ":")) else { throw failure("a colon is missing") }
      members[key] = try value(depth: depth + 1)
      if take(UInt8(ascii: "}")) { return members }
      guard take(UInt8(ascii: ",")) else { throw failure("a comma or brace is missing") }
    }
  }

  private mutating func array(depth: Int) throws(JSONSyntaxError) -> [JSON] {
    var elements: [JSON] = []
    offset += 1
    if take(UInt8(ascii: "]")) { return elements }
    while true {
      elements.append(try value(depth: depth + 1))
      if take(UInt8(ascii: "]")) { return elements }
      guard take(UInt8(ascii: ",")) else { throw failure("a comma or bracket is missing") }
    }
  }

  /// An integer stays one when it is written as one and fits.
  private mutating func number() throws(JSONSyntaxError) -> JSON {
    let start = offset
    _ = takeNow(UInt8(ascii: "-"))
    let whole = digits()
    guard whole > 0 else { throw failure("a digit is missing") }
    if whole > 1, bytes[offset - whole] == UInt8(ascii: "0") {
      throw failure("a number starts with a needless zero")
    }
    var isInteger = true
    if takeNow(UInt8(ascii: ".")) {
      isInteger = false
      guard digits() > 0 else { throw failure("a digit is missing") }
    }
    if takeNow(UInt8(ascii: "e")) || takeNow(UInt8(ascii: "E")) {
      isInteger = false
      if !takeNow(UInt8(ascii: "-")) { _ = takeNow(UInt8(ascii: "+")) }
      guard digits() > 0 else { throw failure("a digit is missing") }
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    if isInteger, let value = Int128(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      throw failure("the number is too large")
    }
    return .number(value)
  }

  private mutating func digits() -> Int {
    let start = offset
    while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { offset += 1 }
    return offset - start
  }

  // MARK: - Bytes

  func peek() -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// Takes a byte that stands right here.
  mutating func takeNow(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    offset += 1
    return true
  }

  /// Takes a byte that stands here or after space.
  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    return takeNow(byte)
  }

  private mutating func skipSpace() {
    while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      offset += 1
    }
  }

  func failure(_ reason: String) -> JSONSyntaxError {
    JSONSyntaxError(offset: offset, reason: reason)
  }
}
