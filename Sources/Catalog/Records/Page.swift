/// Which part of a list is asked for.
public struct PageRequest: Sendable, Hashable {
  /// At most this many records; 1 to 1000.
  public var size: Int
  /// What the page before gave; nil for the first.
  public var token: String?

  /// The sizes that are accepted.
  public static let sizes = 1...1000

  public init(size: Int = 100, token: String? = nil) {
    self.size = size
    self.token = token
  }
}

/// A part of a list.
///
/// A record that was there before the first page appears exactly once.
public struct Page<Record: Sendable>: Sendable {
  public var records: [Record]
  /// Nil on the last page.
  public var nextPageToken: String?

  public init(records: [Record], nextPageToken: String?) {
    self.records = records
    self.nextPageToken = nextPageToken
  }
}
