/// What a decoder complains of: where, and why in words.
public struct DecodingProblem: Sendable, Hashable {
  public var path: [String]
  public var reason: String

  public init(_ error: any Error) {
    switch error as? DecodingError {
    case .dataCorrupted(let context), .valueNotFound(_, let context):
      path = Self.names(context.codingPath)
      reason = context.debugDescription
    case .typeMismatch(let type, let context):
      path = Self.names(context.codingPath)
      reason = Self.words(type) ?? context.debugDescription
    case .keyNotFound(let key, let context):
      path = Self.names(context.codingPath + [key])
      reason = "is missing"
    default:
      path = []
      reason = "\(error)"
    }
  }

  /// What must stand where another type does.
  private static func words(_ type: any Any.Type) -> String? {
    let name = "\(type)"
    if name.hasPrefix("Array") { return "must be a list" }
    if name.hasPrefix("Dictionary") { return "must be an object" }
    switch name {
    case "String": return "must be a text"
    case "Bool": return "must be true or false"
    case "Int", "UInt64", "Double": return "must be a number"
    default: return nil
    }
  }

  /// Keys, with the places in lists behind them: `custom[0]`.
  private static func names(_ path: [any CodingKey]) -> [String] {
    path.reduce(into: []) { names, key in
      if let index = key.intValue {
        names.append("\(names.popLast() ?? "")[\(index)]")
      } else {
        names.append(key.stringValue)
      }
    }
  }
}
