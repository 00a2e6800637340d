/// A `.npz` archive that cannot be written or read.
public struct NumpyArchiveError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong: an entry such as `agentview_image.npy`, or `archive`.
  public var field: String
  public var reason: String

  public init(field: String, reason: String) {
    self.field = field
    self.reason = reason
  }

  public var description: String { "\(field) \(reason)" }
}
