/// Why bytes are no JSON that is accepted here.
public struct JSONSyntaxError: Error, Sendable, Hashable {
  /// Where the reader stood, in bytes from the start.
  public var offset: Int
  public var reason: String
}
