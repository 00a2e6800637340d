import Foundation

/// A recursive-descent reader; the recursion is bounded by `maximumDepth`.
struct JSONParser {
  /// The text and a zero behind it.
  let bytes: UnsafeBufferPointer<UInt8>
  let numbers: JSON.NumberReading
  let maximumDepth: Int
  var at = 0

  init(bytes: UnsafeBufferPointer<UInt8>, numbers: JSON.NumberReading, maximumDepth: Int) {
    self.bytes = bytes
    self.numbers = numbers
    self.maximumDepth = maximumDepth
  }

  /// One value and nothing but space around it.
  mutating func document() throws(JSONSyntaxError) -> JSON {
    let value = try value(depth: 0)
    skipSpace()
    guard at == bytes.count - 1 else { throw unexpected("the end of the text") }
    return value
  }

  // MARK: Values

  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSON {
    guard depth <= maximumDepth else {
      throw fault("nested deeper than \(maximumDepth) levels", kind: .tooDeep)
    }
    skipSpace()
    switch bytes[at] {
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: return try word()
    }
  }

  private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONObject {
    at += 1
    var members: [JSONObject.Element] = []
    var keys: Set<String> = []
    skipSpace()
    if take("}") { return JSONObject() }
    repeat {
      skipSpace()
      guard bytes[at] == UInt8(ascii: "\"") else { throw unexpected("a key in quotes") }
      let key = try string()
      guard keys.insert(key).inserted else { throw fault("key \"\(key)\" is given twice") }
      skipSpace()
      guard take(":") else { throw unexpected("':'") }
      members.append((key, try value(depth: depth + 1)))
      skipSpace()
    } while take(",")
    guard take("}") else { throw unexpected("',' or '}'") }
    return JSONObject(unique: members)
  }

  private mutating func array(depth: Int) throws(JSONSyntaxError) -> JSON {
    at += 1
    var flat: [Double] = []
    var elements: [JSON]? = numbers == .exact ? [] : nil
    skipSpace()
    if take("]") { return elements.map { .array($0) } ?? .numbers([]) }
    repeat {
      let element = try value(depth: depth + 1)
      // flat while there are numbers only
      if elements == nil, case .number(let number) = element {
        flat.append(number)
      } else {
        if elements == nil { elements = flat.map { .number($0) } }
        elements?.append(element)
      }
      skipSpace()
    } while take(",")
    guard take("]") else { throw unexpected("',' or ']'") }
    return elements.map { .array($0) } ?? .numbers(flat)
  }

  private mutating func word() throws(JSONSyntaxError) -> JSON {
    let words: [(String, JSON)] = [
      ("null", .null), ("true", .bool(true)), ("false", .bool(false)),
    ]
    for (word, value) in words where bytes[at...].starts(with: word.utf8) {
      at += word.utf8.count
      return value
    }
    throw unexpected("a value")
  }

  // MARK: Numbers

  /// A number by the grammar.
  private mutating func number() throws(JSONSyntaxError) -> JSON {
    let start = at
    var isInteger = true
    _ = take("-")
    let whole = skipDigits()
    guard whole == 1 || (whole > 1 && bytes[at - whole] != UInt8(ascii: "0")) else {
      throw unexpected("a number")
    }
    if take(".") {
      isInteger = false
      guard skipDigits() > 0 else { throw unexpected("a digit") }
    }
    if take("e") || take("E") {
      isInteger = false
      if !take("+") { _ = take("-") }
      guard skipDigits() > 0 else { throw unexpected("a digit") }
    }
    if numbers == .doubles { return .number(double(from: start)) }

    // an integer stays one when it is written as one and fits
    if isInteger, let value = Int128(String(decoding: bytes[start..<at], as: UTF8.self)) {
      return .integer(value)
    }
    let value = double(from: start)
    guard value.isFinite else { throw fault("the number is too large") }
    return .number(value)
  }

  /// The double nearest to the number that ends here.
  private func double(from start: Int) -> Double {
    guard let base = bytes.baseAddress else { return .nan }
    return UnsafeRawPointer(base + start).withMemoryRebound(to: CChar.self, capacity: at - start) {
      strtod($0, nil)
    }
  }

  private mutating func skipDigits() -> Int {
    let start = at
    while (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]) { at += 1 }
    return at - start
  }

  // MARK: Scanning

  private mutating func skipSpace() {
    while bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D || bytes[at] == 0x09 {
      at += 1
    }
  }

  /// Takes a character that stands right here.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard character.value == UInt32(bytes[at]) else { return false }
    at += 1
    return true
  }

  // MARK: Errors

  /// A fault for something else than expected.
  func unexpected(_ expected: String) -> JSONSyntaxError {
    fault(at >= bytes.count - 1 ? "ends where \(expected) should be" : "expected \(expected)")
  }

  /// A fault right here.
  func fault(_ reason: String, kind: JSONSyntaxError.Kind = .malformed) -> JSONSyntaxError {
    let before = bytes[..<min(at, bytes.count - 1)]
    let line = before.count { $0 == 0x0A } + 1
    let column = before.reversed().prefix { $0 != 0x0A }.count + 1
    return JSONSyntaxError(kind: kind, line: line, column: column, reason: reason)
  }
}
