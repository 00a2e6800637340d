/// A parsed JSON text.
///
/// Lists of nothing but numbers, which fill nearly all of a demonstration, are kept flat.
enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case numbers([Double])
  case list([JSONValue])
  case object([Member])

  /// One member of an object, in the order of the text.
  struct Member: Sendable, Equatable {
    var key: String
    var value: JSONValue
  }

  /// An object of the given members.
  static func object(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(members.map { Member(key: $0.key, value: $0.value) })
  }

  /// What it is, for messages.
  var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "a truth value"
    case .number: "a number"
    case .text: "a text"
    case .numbers, .list: "a list"
    case .object: "an object"
    }
  }
}
