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

  /// An object with the members in the order written; of a repeated key the last value stays.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(JSONObject(elements))
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
