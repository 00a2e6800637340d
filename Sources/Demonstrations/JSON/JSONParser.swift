import Foundation

/// A strict parser of JSON (RFC 8259) with a bound on nesting; a repeated key is an error.
struct JSONParser {
  /// How deep lists and objects may nest.
  static let maximumDepth = 64

  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  private let field: String

  /// The value of a text.
  ///
  /// - Parameters:
  ///   - text: UTF-8, with or without a byte order mark.
  ///   - field: what errors are attributed to; empty for a whole file.
  /// - Returns: the value, with lists of numbers kept flat.
  /// - Throws: `DemonstrationError` of kind `unreadable` with line and column, or `tooLarge`.
  static func parse(
    _ text: some Sequence<UInt8>, field: String
  ) throws(DemonstrationError) -> JSONValue {
    // a zero behind the text ends every scan, strtod's too
    var terminated = Array(text)
    terminated.append(0)
    let result = terminated.withUnsafeBufferPointer { buffer in
      var parser = JSONParser(bytes: buffer, field: field)
      return parser.result()
    }
    return try result.get()
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, field: String) {
    self.bytes = bytes
    self.field = field
  }

  private mutating func result() -> Result<JSONValue, DemonstrationError> {
    do throws(DemonstrationError) {
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
      let value = try value(depth: 0)
      skipSpace()
      guard at == bytes.count - 1 else { throw unexpected("the end of the text") }
      return .success(value)
    } catch { return .failure(error) }
  }

  // MARK: Values

  private mutating func value(depth: Int) throws(DemonstrationError) -> JSONValue {
    guard depth <= Self.maximumDepth else {
      throw DemonstrationError(
        .tooLarge, field: field, reason: "nested deeper than \(Self.maximumDepth) levels")
    }
    skipSpace()
    switch bytes[at] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: return try word()
    }
  }

  private mutating func object(depth: Int) throws(DemonstrationError) -> JSONValue {
    at += 1
    var members: [JSONValue.Member] = []
    var keys: Set<String> = []
    skipSpace()
    if take("}") { return .object([]) }
    repeat {
      skipSpace()
      guard bytes[at] == UInt8(ascii: "\"") else { throw unexpected("a key in quotes") }
      let key = try text()
      guard keys.insert(key).inserted else { throw fault("key \"\(key)\" is given twice") }
      skipSpace()
      guard take(":") else { throw unexpected("':'") }
      members.append(JSONValue.Member(key: key, value: try value(depth: depth + 1)))
      skipSpace()
    } while take(",")
    guard take("}") else { throw unexpected("',' or '}'") }
    return .object(members)
  }

  private mutating func list(depth: Int) throws(DemonstrationError) -> JSONValue {
    at += 1
    var numbers: [Double] = []
    var values: [JSONValue]?
    skipSpace()
    if take("]") { return .numbers([]) }
    repeat {
      let element = try value(depth: depth + 1)
      // flat while there are numbers only
      if values == nil, case .number(let number) = element {
        numbers.append(number)
      } else {
        if values == nil { values = numbers.map { .number($0) } }
        values?.append(element)
      }
      skipSpace()
    } while take(",")
    guard take("]") else { throw unexpected("',' or ']'") }
    return values.map { .list($0) } ?? .numbers(numbers)
  }

  private mutating func word() throws(DemonstrationError) -> JSONValue {
    let words: [(String, JSONValue)] = [
      ("null", .null), ("true", .bool(true)), ("false", .bool(false)),
    ]
    for (word, value) in words where bytes[at...].starts(with: word.utf8) {
      at += word.utf8.count
      return value
    }
    throw unexpected("a value")
  }

  /// A number by the grammar; beyond the range of doubles it is infinite.
  private mutating func number() throws(DemonstrationError) -> Double {
    let start = at
    _ = take("-")
    let whole = skipDigits()
    guard whole == 1 || (whole > 1 && bytes[at - whole] != UInt8(ascii: "0")) else {
      throw unexpected("a number")
    }
    if take(".") {
      guard skipDigits() > 0 else { throw unexpected("a digit") }
    }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      guard skipDigits() > 0 else { throw unexpected("a digit") }
    }
    guard let base = bytes.baseAddress else { throw unexpected("a number") }
    return UnsafeRawPointer(base + start).withMemoryRebound(to: CChar.self, capacity: at - start) {
      strtod($0, nil)
    }
  }

  private mutating func text() throws(DemonstrationError) -> String {
    at += 1
    let start = at
    // without an escape the bytes are the text
    while bytes[at] >= 0x20 && bytes[at] != UInt8(ascii: "\"") && bytes[at] != UInt8(ascii: "\\") {
      at += 1
    }
    var collected = Array(bytes[start..<at])
    while !take("\"") {
      guard bytes[at] >= 0x20 else { throw unexpected("a closing quote") }
      if take("\\") {
        collected += Array(String(try escape()).utf8)
      } else {
        collected.append(bytes[at])
        at += 1
      }
    }
    guard let text = String(validating: collected, as: UTF8.self) else {
      throw fault("a text is not UTF-8")
    }
    return text
  }

  private mutating func escape() throws(DemonstrationError) -> Unicode.Scalar {
    let simple: [(Unicode.Scalar, Unicode.Scalar)] = [
      ("\"", "\""), ("\\", "\\"), ("/", "/"), ("b", "\u{8}"), ("f", "\u{C}"), ("n", "\n"),
      ("r", "\r"), ("t", "\t"),
    ]
    for (letter, scalar) in simple where take(letter) { return scalar }
    guard take("u") else { throw unexpected("an escape") }
    var code = try hexadecimal()
    // two halves beyond the first plane
    if (0xD800..<0xDC00).contains(code) {
      guard take("\\"), take("u") else { throw unexpected("the second half of an escape") }
      let low = try hexadecimal()
      guard (0xDC00..<0xE000).contains(low) else { throw fault("half an escape") }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw fault("half an escape") }
    return scalar
  }

  private mutating func hexadecimal() throws(DemonstrationError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue else {
        throw unexpected("a hexadecimal digit")
      }
      code = code << 4 | UInt32(digit)
      at += 1
    }
    return code
  }

  // MARK: Scanning

  private mutating func skipSpace() {
    while bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D || bytes[at] == 0x09 {
      at += 1
    }
  }

  private mutating func skipDigits() -> Int {
    let start = at
    while (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]) { at += 1 }
    return at - start
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard character.value == UInt32(bytes[at]) else { return false }
    at += 1
    return true
  }

  // MARK: Errors

  private func unexpected(_ expected: String) -> DemonstrationError {
    fault(at >= bytes.count - 1 ? "ends where \(expected) should be" : "expected \(expected)")
  }

  private func fault(_ reason: String) -> DemonstrationError {
    let before = bytes[..<min(at, bytes.count - 1)]
    let line = before.count { $0 == 0x0A } + 1
    let column = before.reversed().prefix { $0 != 0x0A }.count + 1
    return DemonstrationError(
      .unreadable, field: field, reason: "not JSON: line \(line), column \(column): \(reason)")
  }
}
