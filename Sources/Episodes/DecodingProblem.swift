/// What a decoder complains of: where, and why in words.
public struct DecodingProblem: Sendable, Hashable {
  public var path: [String]
  public var reason: String

  public init(_ error: any Error) {
    switch error as? DecodingError {
    case .dataCorrupted(let context), .typeMismatch(_, let context),
      .valueNotFound(_, let context):
      path = context.codingPath.map(\.stringValue)
      reason = context.debugDescription
    case .keyNotFound(let key, let context):
      path = (context.codingPath + [key]).map(\.stringValue)
      reason = "is missing"
    default:
      path = []
      reason = "\(error)"
    }
  }
}
