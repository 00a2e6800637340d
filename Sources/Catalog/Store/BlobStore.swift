import Crypto
import Foundation

/// Files by the SHA-256 of their content, in 256 folders; written once, never changed.
///
/// A blob is written aside and renamed: whatever process is killed when, a name in the store has its
/// whole content. What the power takes is found by its hash and written anew, unless `put` or `sync`
/// had returned. Needs no database, so workers use it too.
public struct BlobStore: Sendable {
  public let folder: String

  /// The store of a folder, made when it is not there.
  ///
  /// - Throws: `BlobError` when it cannot be made.
  public init(folder: String) throws(BlobError) {
    self.folder = folder
    // the last one stands for all
    if FileManager.default.fileExists(atPath: "\(folder)/ff") { return }
    try DurableFile.makeFolder("\(folder)/incoming")
    for byte in 0..<256 {
      let digits = String(byte, radix: 16)
      try DurableFile.makeFolder("\(folder)/" + (byte < 16 ? "0" : "") + digits, durably: false)
    }
    try DurableFile.sync(folder)
  }

  /// Keeps bytes and returns their SHA-256, hexadecimal.
  ///
  /// Unless `durably`, they may be lost with the power until the next `sync`.
  public func put(_ data: Data, durably: Bool = true) throws(BlobError) -> String {
    let sha = Self.sha256(data)
    if try holds(sha, size: data.count), try renew(sha, durably: durably) { return sha }
    let part = incomingPath()
    try DurableFile.write(data, to: part, durably: durably)
    try move(part, to: sha, durably: durably)
    return sha
  }

  /// Returns when all that any process has put is on the disk.
  public func sync() throws(BlobError) { try DurableFile.syncFileSystem(of: folder) }

  /// Moves a file of the same file system into the store and returns its SHA-256.
  public func put(fileAt path: String) throws(BlobError) -> String {
    let (sha, size) = try Self.sha256(fileAt: path)
    if try holds(sha, size: size), try renew(sha, durably: true) {
      try DurableFile.remove(path)
      return sha
    }
    try DurableFile.sync(path)
    try DurableFile.rename(path, to: try self.path(of: sha))
    return sha
  }

  /// Writes a blob anew and syncs it, after a sync that failed.
  ///
  /// What a failed sync leaves may read well from memory and yet never have reached the disk.
  ///
  /// - Throws: `BlobError.missing` or `.damaged` when there is nothing good to write.
  public func harden(_ sha: String) throws(BlobError) {
    let data = try read(sha)
    let part = incomingPath()
    try DurableFile.write(data, to: part)
    try move(part, to: sha, durably: true)
  }

  /// Gives a file its name in the store; it is gone when that fails.
  private func move(_ part: String, to sha: String, durably: Bool) throws(BlobError) {
    do throws(BlobError) {
      try DurableFile.rename(part, to: try path(of: sha), durably: durably)
    } catch {
      try? DurableFile.remove(part)
      throw error
    }
  }

  /// Marks a blob that is there as asked for now, so that nobody takes it for left over; false when it
  /// has gone meanwhile.
  private func renew(_ sha: String, durably: Bool) throws(BlobError) -> Bool {
    let path = try path(of: sha)
    guard try DurableFile.touch(path) else { return false }
    // whoever put it first may not have waited for the disk
    if durably {
      try DurableFile.sync(path)
      try DurableFile.sync("\(folder)/\(sha.prefix(2))")
    }
    return true
  }

  /// The path of a blob, whether or not it is there.
  ///
  /// - Throws: `BlobError.badName` unless the name is 64 lower-case hexadecimal digits.
  public func path(of sha: String) throws(BlobError) -> String {
    let digits = sha.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    guard sha.utf8.count == 64, digits else { throw .badName(sha) }
    return "\(folder)/\(sha.prefix(2))/\(sha)"
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

  /// Reads a blob through in pieces and compares its content with its name.
  ///
  /// - Returns: its size in bytes.
  /// - Throws: `BlobError.missing` or `.damaged`.
  @discardableResult
  public func check(_ sha: String) throws(BlobError) -> Int {
    let path = try path(of: sha)
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(sha) }
    let (found, size) = try Self.sha256(fileAt: path)
    guard found == sha else { throw .damaged(sha) }
    return size
  }

  /// Removes a blob; no error when it is not there.
  public func remove(_ sha: String) throws(BlobError) {
    try DurableFile.remove(try path(of: sha))
  }

  /// A fresh path to write a file at, which `put(fileAt:)` then moves into the store.
  public func incomingPath() -> String {
    "\(folder)/incoming/\(UUID().uuidString.lowercased()).part"
  }

  /// Removes what an earlier life left half written, and gives back what lay aside; only while nobody
  /// writes.
  public func sweep() throws(BlobError) {
    let incoming = "\(folder)/incoming"
    for name in (try? FileManager.default.contentsOfDirectory(atPath: incoming)) ?? [] {
      guard try !giveBack(file: name) else { continue }
      do { try FileManager.default.removeItem(atPath: "\(incoming)/\(name)") } catch {
        throw .system(path: "\(incoming)/\(name)", reason: "cannot be removed")
      }
    }
  }

  /// Whether a blob is there and whole; a damaged one is written anew.
  private func holds(_ sha: String, size: Int) throws(BlobError) -> Bool {
    let path = try path(of: sha)
    guard DurableFile.size(of: path) == size else { return false }
    return try Self.sha256(fileAt: path).sha == sha
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

  static func hex(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
