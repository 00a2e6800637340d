/// Writes JSON; the same value always gives the same bytes, and every number reads back bit for bit.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private let style: JSON.Style

  init(style: JSON.Style) { self.style = style }

  mutating func append(_ value: JSON, indent: Int = 0) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let flag): bytes += (flag ? "true" : "false").utf8
    case .integer(let integer): bytes += integer.description.utf8
    case .number(let number): append(number)
    case .string(let string): append(string)

    case .numbers(let numbers):
      bytes.append(UInt8(ascii: "["))
      for (k, number) in numbers.enumerated() {
        if k > 0 { bytes.append(UInt8(ascii: ",")) }
        append(number)
      }
      bytes.append(UInt8(ascii: "]"))

    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (k, element) in elements.enumerated() {
        separate(k, indent + 1)
        append(element, indent: indent + 1)
      }
      close("]", indent, isEmpty: elements.isEmpty)

    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      let ordered = style == .sorted ? members.sorted { $0.key < $1.key } : Array(members)
      for (k, member) in ordered.enumerated() {
        separate(k, indent + 1)
        append(member.key)
        bytes += (style == .lines ? ": " : ":").utf8
        append(member.value, indent: indent + 1)
      }
      close("}", indent, isEmpty: members.isEmpty)
    }
  }

  // MARK: Layout

  private mutating func separate(_ index: Int, _ indent: Int) {
    if index > 0 { bytes.append(UInt8(ascii: ",")) }
    if style == .lines { startLine(indent) }
  }

  private mutating func close(_ bracket: Unicode.Scalar, _ indent: Int, isEmpty: Bool) {
    if style == .lines && !isEmpty { startLine(indent) }
    bytes.append(UInt8(ascii: bracket))
  }

  private mutating func startLine(_ indent: Int) {
    bytes.append(0x0A)
    bytes += repeatElement(0x20, count: indent)
  }

  // MARK: Scalars

  /// Whole numbers without a point, others with the fewest digits that read back the same.
  private mutating func append(_ number: Double) {
    if !number.isFinite {
      // JSON has no words for infinity and NaN
      bytes += "null".utf8
    } else if number == number.rounded(), number.magnitude < 1e15,
      number != 0 || number.sign == .plus
    {
      bytes += String(Int(number)).utf8
    } else {
      bytes += number.description.utf8
    }
  }

  /// A string with its quotes: quote, backslash and control characters are escaped.
  private mutating func append(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    defer { bytes.append(UInt8(ascii: "\"")) }
    // most strings go as they are, at once
    guard text.utf8.contains(where: Self.isEscaped) else {
      bytes += text.utf8
      return
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += "\\\"".utf8
      case UInt8(ascii: "\\"): bytes += "\\\\".utf8
      case 0x0A: bytes += "\\n".utf8
      case 0x0D: bytes += "\\r".utf8
      case 0x09: bytes += "\\t".utf8
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        bytes += "\\u00\(digits.count < 2 ? "0" : "")\(digits)".utf8
      default: bytes.append(byte)
      }
    }
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }
}
