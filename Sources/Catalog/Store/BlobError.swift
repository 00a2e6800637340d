/// Why the blob store did not do what was asked.
public enum BlobError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Not 64 lower-case hexadecimal digits.
  case badName(String)
  /// Nothing has this name.
  case missing(String)
  /// The content does not have the hash that the name says.
  case damaged(String)
  /// The disk is full.
  case full
  /// The system refused.
  case system(path: String, reason: String)

  public var description: String {
    switch self {
    case .badName(let name): "\(name) is no blob's name"
    case .missing(let sha): "blob \(sha) is missing"
    case .damaged(let sha): "blob \(sha) is damaged"
    case .full: "the disk is full"
    case .system(let path, let reason): "\(path): \(reason)"
    }
  }
}
