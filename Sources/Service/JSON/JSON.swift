/// A JSON value of a request or a response.
public enum JSON: Sendable, Hashable {
  case null
  case bool(Bool)
  /// Wide enough for every 64-bit integer, signed or not.
  case integer(Int128)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  /// The member of an object; nil when absent, or when this is no object.
  public subscript(_ key: String) -> JSON? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  /// The element of an array; nil when absent, or when this is no array.
  public subscript(_ index: Int) -> JSON? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The text of a string, or nil.
  public var text: String? { if case .string(let text) = self { text } else { nil } }

  /// The value of an integer that fits, or nil.
  public var int: Int? { if case .integer(let value) = self { Int(exactly: value) } else { nil } }

  /// The value of a number, with or without a fraction, or nil.
  public var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The value of `true` or `false`, or nil.
  public var flag: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The elements of an array, or nil.
  public var elements: [JSON]? { if case .array(let elements) = self { elements } else { nil } }

  /// The members of an object, or nil.
  public var members: [String: JSON]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// What it is called in an error message.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .integer: "an integer"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .integer(Int128(value)) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(nilLiteral: ()) { self = .null }

  /// An object; of a repeated key the last value stays.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements) { $1 })
  }
}

extension JSON {
  public init(_ value: String) { self = .string(value) }
  public init(_ value: some BinaryInteger) { self = .integer(Int128(value)) }
  public init(_ value: Double) { self = .number(value) }
  public init(_ value: Bool) { self = .bool(value) }

  /// Null for nil.
  public init(_ value: String?) { self = value.map(JSON.string) ?? .null }
  /// Null for nil.
  public init(_ value: Int?) { self = value.map { .integer(Int128($0)) } ?? .null }
  /// Null for nil.
  public init(_ value: Double?) { self = value.map(JSON.number) ?? .null }
}
