/// One line of what a scrub, a backup or a restore has to say.
public struct CareLine: Sendable, Hashable, Codable, CustomStringConvertible {
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// How far it is.
    case progress
    /// The content of a file is not what its name or its manifest says.
    case damaged
    /// A file that something needs is not there.
    case missing
    /// Nobody needs the file.
    case orphan
    /// A file that nobody needed is gone.
    case removed
    /// It could not go on.
    case failed
    /// It came to its end; the last line.
    case done
  }

  public var kind: Kind
  /// The file, relative to the folder.
  public var path: String?
  /// What the file belongs to, for instance `episode eps_…`.
  public var owners: [String]?
  public var bytes: Int?
  public var reason: String?
  /// Sums, by name.
  public var counts: [String: Int]?

  public init(
    _ kind: Kind, path: String? = nil, owners: [String]? = nil, bytes: Int? = nil,
    reason: String? = nil, counts: [String: Int]? = nil
  ) {
    self.kind = kind
    self.path = path
    self.owners = owners
    self.bytes = bytes
    self.reason = reason
    self.counts = counts
  }

  /// Whether it says that something is wrong.
  public var isComplaint: Bool { [.damaged, .missing, .failed].contains(kind) }

  /// For a person.
  public var description: String {
    var words = [kind.rawValue]
    if let path { words.append(path) }
    if let bytes { words.append("(\(bytes) bytes)") }
    if let owners, !owners.isEmpty { words.append("of \(owners.joined(separator: ", "))") }
    if let reason { words.append(path == nil ? reason : "- \(reason)") }
    if let counts {
      words.append(
        counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
          .joined(separator: ", "))
    }
    return words.joined(separator: " ")
  }
}

/// Hears the lines of a scrub, a backup or a restore.
public typealias CareListener = @Sendable (CareLine) async -> Void
