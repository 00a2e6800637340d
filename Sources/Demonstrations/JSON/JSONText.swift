/// Writes JSON; the same value always gives the same text, and every number reads back bit for bit.
struct JSONText {
  private(set) var text = ""
  private let isPretty: Bool

  /// The text of a value on one line.
  static func compact(_ value: JSONValue) -> String {
    var writer = JSONText(isPretty: false)
    writer.append(value, indent: 0)
    return writer.text
  }

  /// The text of a value with a line per member, and lists of numbers on one line each.
  static func pretty(_ value: JSONValue) -> String {
    var writer = JSONText(isPretty: true)
    writer.append(value, indent: 0)
    return writer.text + "\n"
  }

  private init(isPretty: Bool) { self.isPretty = isPretty }

  private mutating func append(_ value: JSONValue, indent: Int) {
    switch value {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .number(let number): append(number)
    case .text(let string): append(string)
    case .numbers(let numbers):
      text += "["
      for (k, number) in numbers.enumerated() {
        if k > 0 { text += "," }
        append(number)
      }
      text += "]"
    case .list(let values):
      text += "["
      for (k, element) in values.enumerated() {
        newLine(k, indent + 1)
        append(element, indent: indent + 1)
      }
      close("]", indent, isEmpty: values.isEmpty)
    case .object(let members):
      text += "{"
      for (k, member) in members.enumerated() {
        newLine(k, indent + 1)
        append(member.key)
        text += isPretty ? ": " : ":"
        append(member.value, indent: indent + 1)
      }
      close("}", indent, isEmpty: members.isEmpty)
    }
  }

  private mutating func newLine(_ index: Int, _ indent: Int) {
    if index > 0 { text += "," }
    if isPretty { text += "\n" + String(repeating: " ", count: indent) }
  }

  private mutating func close(_ bracket: String, _ indent: Int, isEmpty: Bool) {
    if isPretty && !isEmpty { text += "\n" + String(repeating: " ", count: indent) }
    text += bracket
  }

  /// Whole numbers without a point, others with the fewest digits that read back the same.
  private mutating func append(_ number: Double) {
    if number == number.rounded(), number.magnitude < 1e15, number != 0 || number.sign == .plus {
      text += String(Int(number))
    } else {
      text += number.description
    }
  }

  private mutating func append(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
