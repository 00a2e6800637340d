import Crypto

/// Copies of files whose content is known by its hash.
public enum VerifiedCopy {
  /// Copies a file aside, and gives the copy its name when its content has the hash.
  ///
  /// The copy is on the disk after the next sync of the file system.
  ///
  /// - Returns: its size in bytes.
  /// - Throws: `BlobError.missing` or `.damaged` with the source's path; `.full` and `.system` of the
  ///   target.
  public static func make(
    _ source: String, at target: String, sha256: String
  ) throws(BlobError) -> Int {
    guard DurableFile.size(of: source) != nil else { throw .missing(source) }
    let part = target + ".part"
    do throws(BlobError) {
      var hash = SHA256()
      var size = 0
      do throws(BlobError) {
        try DurableFile.copy(source, to: part) { piece in
          hash.update(data: piece)
          size += piece.count
        }
      } catch .system(let path, _) where path == source {
        // a disk that cannot give it back has lost it
        throw .damaged(source)
      }
      guard BlobStore.hex(hash.finalize()) == sha256 else { throw .damaged(source) }
      try DurableFile.rename(part, to: target, durably: false)
      return size
    } catch {
      try? DurableFile.remove(part)
      throw error
    }
  }
}
