/// A JSON value.
public enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  /// Wide enough for every 64-bit integer, signed or not.
  case integer(Int128)
  case number(Double)
  case string(String)
  /// An array of nothing but numbers, kept flat; only `NumberReading.doubles` parses into it.
  case numbers([Double])
  case array([JSON])
  case object(JSONObject)

  /// The member of an object; nil when absent, or when this is no object.
  public subscript(_ key: String) -> JSON? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  /// The element of an array; nil when absent, or when this is no array.
  public subscript(_ index: Int) -> JSON? {
    switch self {
    case .array(let elements) where elements.indices.contains(index): elements[index]
    case .numbers(let numbers) where numbers.indices.contains(index): .number(numbers[index])
    default: nil
    }
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

  /// The elements of an array, flat or not, or nil.
  public var elements: [JSON]? {
    switch self {
    case .array(let elements): elements
    case .numbers(let numbers): numbers.map { .number($0) }
    default: nil
    }
  }

  /// The members of an object, or nil.
  public var members: JSONObject? {
    if case .object(let members) = self { members } else { nil }
  }

  /// What it is called in an error message.
  public var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .integer: "an integer"
    case .number: "a number"
    case .string: "a string"
    case .numbers, .array: "an array"
    case .object: "an object"
    }
  }
}
