import Crypto
import Foundation

/// Files by the SHA-256 of their content, in two levels of folders; written once, never changed.
///
/// A blob is written aside, synced, renamed and its folder synced: whatever is killed when, a name
/// in the store has its whole content. Needs no database, so workers use it too.
public struct BlobStore: Sendable {
  public let folder: String

  /// The store of a folder, made when it is not there.
  ///
  /// - Throws: `BlobError` when it cannot be made.
  public init(folder: String) throws(BlobError) {
    self.folder = folder
    try DurableFile.makeFolder("\(folder)/incoming")
  }

  /// Keeps bytes and returns their SHA-256, hexadecimal.
  public func put(_ data: Data) throws(BlobError) -> String {
    let sha = Self.sha256(data)
    if try holds(sha, size: data.count) { return sha }
    let part = incomingPath()
    try DurableFile.write(data, to: part)
    try place(part, as: sha)
    return sha
  }

  /// Moves a file of the same file system into the store and returns its SHA-256.
  public func put(fileAt path: String) throws(BlobError) -> String {
    let (sha, size) = try Self.sha256(fileAt: path)
    if try holds(sha, size: size) {
      try DurableFile.remove(path)
      return sha
    }
    try DurableFile.sync(path)
    try place(path, as: sha)
    return sha
  }

  /// The path of a blob, whether or not it is there.
  ///
  /// - Throws: `BlobError.badName` unless the name is 64 lower-case hexadecimal digits.
  public func path(of sha: String) throws(BlobError) -> String {
    let digits = sha.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    guard sha.utf8.count == 64, digits else { throw .badName(sha) }
    return "\(folder)/\(sha.prefix(2))/\(sha.dropFirst(2).prefix(2))/\(sha)"
  }

  /// Whether a blob is there.
  public func contains(_ sha: String) throws(BlobError) -> Bool {
    FileManager.default.fileExists(atPath: try path(of: sha))
  }

  /// A blob's bytes, checked against its name.
  ///
  /// - Throws: `BlobError.missing`, or `.damaged` when the content has another hash.
  public func read(_ sha: String) throws(BlobError) -> Data {
    let path = try path(of: sha)
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(sha) }
    let data = try DurableFile.read(path)
    guard Self.sha256(data) == sha else { throw .damaged(sha) }
    return data
  }

  /// Removes a blob; no error when it is not there.
  public func remove(_ sha: String) throws(BlobError) {
    try DurableFile.remove(try path(of: sha))
  }

  /// A fresh path to write a file at, which `put(fileAt:)` then moves into the store.
  public func incomingPath() -> String {
    "\(folder)/incoming/\(UUID().uuidString.lowercased()).part"
  }

  /// Removes what an earlier life left half written; only while nobody writes.
  public func sweep() throws(BlobError) {
    let incoming = "\(folder)/incoming"
    for name in (try? FileManager.default.contentsOfDirectory(atPath: incoming)) ?? [] {
      try DurableFile.remove("\(incoming)/\(name)")
    }
  }

  /// Whether a blob of the right size is there; one of another size is damaged and written anew.
  private func holds(_ sha: String, size: Int) throws(BlobError) -> Bool {
    DurableFile.size(of: try path(of: sha)) == size
  }

  private func place(_ part: String, as sha: String) throws(BlobError) {
    let path = try path(of: sha)
    try DurableFile.makeFolder((path as NSString).deletingLastPathComponent)
    try DurableFile.rename(part, to: path)
  }

  /// The SHA-256 of bytes, hexadecimal.
  public static func sha256(_ data: Data) -> String { hex(SHA256.hash(data: data)) }

  /// The SHA-256 and the size of a file, read in pieces.
  public static func sha256(fileAt path: String) throws(BlobError) -> (sha: String, size: Int) {
    var hash = SHA256()
    var size = 0
    try DurableFile.forEachPiece(of: path) { piece in
      hash.update(data: piece)
      size += piece.count
    }
    return (hex(hash.finalize()), size)
  }

  private static func hex(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
