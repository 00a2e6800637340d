import Foundation

extension BlobStore {
  /// A file in the store.
  public struct Entry: Sendable, Hashable {
    public var sha: String
    /// When it was last put, seconds since 1970.
    public var modified: Double
    public var size: Int
  }

  /// The files of one of the 256 folders, in the order of their names.
  public func entries(in byte: UInt8) throws(BlobError) -> [Entry] {
    let digits = String(byte, radix: 16)
    let place = "\(folder)/" + (byte < 16 ? "0" : "") + digits
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: place) } catch {
      throw .system(path: place, reason: "cannot be listed")
    }
    return names.sorted().compactMap { name in
      guard (try? path(of: name)) == "\(place)/\(name)",
        let facts = DurableFile.facts(of: "\(place)/\(name)")
      else { return nil }
      return Entry(sha: name, modified: facts.modified, size: facts.size)
    }
  }

  /// Removes blobs that nobody names, but none that somebody puts or comes to name meanwhile.
  ///
  /// They are taken aside first: a `put` that comes later writes its blob anew, and one that came just
  /// before has marked the file, which is then given back. So is all that lies aside when the process is
  /// killed, by the next `sweep`. Only what was last put before `time`, in seconds since 1970, goes; `named`
  /// says what is named by then.
  ///
  /// - Returns: those that are gone.
  /// - Throws: `BlobError`, or what `named` throws; then all are given back.
  public func retire(
    _ names: [String], putBefore time: Double, named: () async throws -> Set<String>
  ) async throws -> [String] {
    var aside: [String] = []
    for sha in names {
      let path = try path(of: sha)
      guard let facts = DurableFile.facts(of: path), facts.modified < time else { continue }
      try DurableFile.rename(path, to: asidePath(sha), durably: false)
      aside.append(sha)
    }
    let wanted: Set<String>
    do { wanted = try await named() } catch {
      for sha in aside { try giveBack(sha) }
      throw error
    }
    var gone: [String] = []
    for sha in aside {
      let isFresh = DurableFile.facts(of: asidePath(sha)).map { $0.modified >= time } ?? false
      if isFresh || wanted.contains(sha) {
        try giveBack(sha)
      } else {
        try DurableFile.remove(asidePath(sha))
        gone.append(sha)
      }
    }
    return gone
  }

  /// The ending of files that lie aside.
  private static let ending = ".aside"

  private func asidePath(_ sha: String) -> String { "\(folder)/incoming/\(sha)\(Self.ending)" }

  private func giveBack(_ sha: String) throws(BlobError) {
    try DurableFile.rename(asidePath(sha), to: try path(of: sha))
  }

  /// Gives a file of the folder `incoming` back that lay aside; false for every other file.
  func giveBack(file name: String) throws(BlobError) -> Bool {
    guard name.hasSuffix(Self.ending) else { return false }
    let sha = String(name.dropLast(Self.ending.count))
    guard (try? path(of: sha)) != nil else { return false }
    try giveBack(sha)
    return true
  }
}
