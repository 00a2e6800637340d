/// Files as one tar stream whose every byte is known before any of it is sent.
///
/// What stands where follows from names and sizes alone, so that the length can be told at once, and a
/// client that lost its connection goes on at any byte:
/// ```swift
/// let stream = try TarStream(manifest.files.map { .init(path: $0.path, size: $0.size) })
/// for piece in stream.pieces(from: offset) { ... }
/// ```
public struct TarStream: Sendable, Hashable {
  /// A file of the stream.
  public struct Entry: Sendable, Hashable {
    /// Relative, with slashes.
    public var path: String
    /// Bytes.
    public var size: Int

    public init(path: String, size: Int) {
      self.path = path
      self.size = size
    }
  }

  /// A run of bytes of the stream.
  public enum Piece: Sendable, Hashable {
    /// Of a header, or zeros.
    case bytes([UInt8])
    /// Of a file, by its place among the entries.
    case content(entry: Int, range: Range<Int>)
  }

  /// Why there is no stream of some files.
  public struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
    public var path: String
    public var reason: String
    public var description: String { "\(path) \(reason)" }
  }

  /// In the order of the stream.
  public let entries: [Entry]
  /// Bytes of the whole stream.
  public let size: Int
  private let modified: Int
  /// Where each entry's header begins.
  private let starts: [Int]

  /// The stream of files in the order given, all dated `modified` seconds after 1970.
  ///
  /// - Throws: `Problem` for a path that is empty, absolute, leads elsewhere or is there twice, and for a
  ///   negative size.
  public init(_ entries: [Entry], modified: Int = 0) throws(Problem) {
    var seen: Set<String> = []
    var starts: [Int] = []
    var offset = 0
    for entry in entries {
      if let reason = Self.problem(entry) { throw Problem(path: entry.path, reason: reason) }
      guard seen.insert(entry.path).inserted else {
        throw Problem(path: entry.path, reason: "is there twice")
      }
      starts.append(offset)
      let header = TarHeader(path: entry.path, size: entry.size, modified: modified).bytes.count
      offset += header + entry.size + TarHeader.padding(entry.size)
    }
    self.entries = entries
    self.modified = modified
    self.starts = starts
    // two blocks of zeros close it
    size = offset + 2 * TarHeader.block
  }

  private static func problem(_ entry: Entry) -> String? {
    let parts = entry.path.split(separator: "/", omittingEmptySubsequences: false)
    let leadsElsewhere = parts.contains { $0.isEmpty || $0 == "." || $0 == ".." }
    if leadsElsewhere || entry.path.utf8.contains(where: { $0 < 32 }) {
      return "is not a relative path"
    }
    return entry.size < 0 ? "has a negative size" : nil
  }

  /// What the stream consists of from a byte on, in order; nothing when that is at its end or beyond.
  public func pieces(from offset: Int = 0) -> some Sequence<Piece> {
    // the entry in which the offset lies; behind the last one are only zeros
    let first = max(0, Self.count(starts, upTo: max(0, offset)) - 1)
    let ends = (entries.isEmpty ? 0 : first)...entries.count
    return ends.lazy.flatMap { index -> [Piece] in
      index == entries.count ? closing(from: offset) : pieces(of: index, from: offset)
    }
  }

  /// The bytes of the stream in a range, of which there are at most `count`.
  ///
  /// `content` gives bytes of a file, all that are asked for.
  public func bytes(
    from offset: Int, count: Int, content: (_ entry: Int, _ range: Range<Int>) throws -> [UInt8]
  ) rethrows -> [UInt8] {
    var bytes: [UInt8] = []
    for piece in pieces(from: offset) {
      let room = count - bytes.count
      guard room > 0 else { break }
      switch piece {
      case .bytes(let header): bytes += header.prefix(room)
      case .content(let entry, let range):
        let asked = range.prefix(room)
        bytes += try content(entry, asked)
      }
    }
    return bytes
  }

  /// An entry's header, content and padding, without what lies before an offset.
  private func pieces(of index: Int, from offset: Int) -> [Piece] {
    let entry = entries[index]
    let header = TarHeader(path: entry.path, size: entry.size, modified: modified).bytes
    let padding = [UInt8](repeating: 0, count: TarHeader.padding(entry.size))
    let content = starts[index] + header.count
    let end = content + entry.size
    var pieces: [Piece] = []
    if let rest = Self.rest(of: header, at: starts[index], from: offset) {
      pieces.append(.bytes(rest))
    }
    if end > max(offset, content) {
      pieces.append(.content(entry: index, range: (max(offset, content) - content)..<entry.size))
    }
    if let rest = Self.rest(of: padding, at: end, from: offset) { pieces.append(.bytes(rest)) }
    return pieces
  }

  private func closing(from offset: Int) -> [Piece] {
    let zeros = [UInt8](repeating: 0, count: 2 * TarHeader.block)
    return Self.rest(of: zeros, at: size - zeros.count, from: offset).map { [.bytes($0)] } ?? []
  }

  /// What of bytes that begin at `start` lies behind an offset; nil for nothing.
  private static func rest(of bytes: [UInt8], at start: Int, from offset: Int) -> [UInt8]? {
    let skipped = max(0, offset - start)
    return skipped < bytes.count ? Array(bytes[skipped...]) : nil
  }

  /// How many of ascending numbers are at most a limit.
  private static func count(_ numbers: [Int], upTo limit: Int) -> Int {
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] <= limit { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
