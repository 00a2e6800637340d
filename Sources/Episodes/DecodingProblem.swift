/// What a decoder complains of: where, and why in words.
public struct DecodingProblem: Sendable, Hashable {
  public var path: [String]
  public var reason: String

  public init(_ error: any Error) {
    switch error as? DecodingError {
    case .dataCorrupted(let context), .typeMismatch(_, let context),
      .valueNotFound(_, let context):
      path = Self.names(context.codingPath)
      reason = context.debugDescription
    case .keyNotFound(let key, let context):
      path = Self.names(context.codingPath + [key])
      reason = "is missing"
    default:
      path = []
      reason = "\(error)"
    }
  }

  /// Keys, with the places in lists behind them: `custom[0]`.
  private static func names(_ path: [any CodingKey]) -> [String] {
    path.reduce(into: []) { names, key in
      if let index = key.intValue, let last = names.popLast() {
        names.append("\(last)[\(index)]")
      } else {
        names.append(key.stringValue)
      }
    }
  }
}
