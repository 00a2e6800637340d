/// Why bytes are no JSON that is accepted here.
public struct JSONSyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of fault that a reader may answer differently.
  public enum Kind: Sendable, Hashable {
    case malformed
    /// Lists and objects nest deeper than allowed.
    case tooDeep
  }

  public var kind: Kind
  /// Where the reader stood, from 1; columns are bytes.
  public var line: Int
  public var column: Int
  public var reason: String

  public var description: String { "line \(line), column \(column): \(reason)" }
}
