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

  /// Removes a blob that nobody names, unless somebody puts it meanwhile.
  ///
  /// It is taken aside first: a `put` that comes later writes it anew, and one that came just before
  /// has marked the file, which is then given back.
  ///
  /// Only what was last put before `time`, in seconds since 1970, goes; `isNamed` says whether anybody
  /// names it by now.
  ///
  /// - Returns: whether it is gone.
  /// - Throws: `BlobError`, or what `isNamed` throws.
  public func retire(
    _ sha: String, putBefore time: Double, isNamed: () async throws -> Bool
  ) async throws -> Bool {
    let path = try path(of: sha)
    let aside = incomingPath()
    guard let before = DurableFile.facts(of: path), before.modified < time else { return false }
    try DurableFile.rename(path, to: aside, durably: false)
    let isWanted: Bool
    do {
      let isFresh = DurableFile.facts(of: aside).map { $0.modified >= time } ?? false
      isWanted = try isFresh ? true : await isNamed()
    } catch {
      try DurableFile.rename(aside, to: path)
      throw error
    }
    if isWanted {
      try DurableFile.rename(aside, to: path)
      return false
    }
    try DurableFile.remove(aside)
    return true
  }
}
