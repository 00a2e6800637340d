/// What is wrong with an uploaded file, and where.
public struct DemonstrationError: Error, Sendable, Hashable, Codable, CustomStringConvertible {
  /// The kinds of fault, by what a sender would do about them.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// Not a file of the format at all, or cut short.
    case unreadable
    /// A group, dataset, attribute or key is not there.
    case missing
    /// A key that nobody reads.
    case unknown
    /// A shape or type other than documented.
    case shape
    /// A value that cannot be: NaN, no rotation, out of range.
    case value
    /// Well-formed, but more than is accepted.
    case tooLarge = "too_large"
    /// The content is fine, but the disk did not take it.
    case notWritten = "not_written"
  }

  public var kind: Kind
  /// The path within the file, for instance `data/demo_0/datagen_info/eef_pose[12]`.
  public var field: String
  /// What is wrong there, in words.
  public var reason: String

  public init(_ kind: Kind, field: String, reason: String) {
    self.kind = kind
    self.field = field
    self.reason = reason
  }

  public var description: String { field.isEmpty ? reason : "\(field): \(reason)" }
}
