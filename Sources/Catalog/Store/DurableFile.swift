import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// File operations that have reached the disk when they return, unless told that they need not.
public enum DurableFile {
  /// Writes a new file and syncs it.
  public static func write(
    _ data: Data, to path: String, durably: Bool = true
  ) throws(BlobError) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw error(path) }
    var failure = put(data, into: file, path)
    if failure == nil, durably, fsync(file) != 0 { failure = error(path) }
    close(file)
    guard let failure else { return }
    unlink(path)
    throw failure
  }

  /// Writes bytes at a file's place; what went wrong, or nil.
  private static func put(_ data: Data, into file: Int32, _ path: String) -> BlobError? {
    data.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Glibc.write(
          file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno != EINTR {
          return error(path)
        }
      }
      return nil
    }
  }

  /// Copies a file's bytes and hands each piece of 1 MiB to `body`; not synced.
  static func copy(
    _ source: String, to target: String, _ body: (Data) -> Void
  ) throws(BlobError) {
    let file = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw error(target) }
    defer { close(file) }
    var failure: BlobError?
    try forEachPiece(of: source) { piece in
      guard failure == nil else { return }
      body(piece)
      failure = put(piece, into: file, target)
    }
    if let failure { throw failure }
  }

  /// Syncs a file or folder that is there.
  public static func sync(_ path: String) throws(BlobError) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw error(path) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw error(path) }
  }

  /// Syncs all of the file system that a file or folder is on.
  public static func syncFileSystem(of path: String) throws(BlobError) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw error(path) }
    defer { close(file) }
    guard let syncFileSystem else { return Glibc.sync() }
    guard syncFileSystem(file) == 0 else { throw error(path) }
  }

  /// Linux's `syncfs`, which the C library shows Swift no declaration of; nil where there is none.
  private static let syncFileSystem: (@convention(c) (Int32) -> Int32)? = dlsym(nil, "syncfs")
    .map { unsafeBitCast($0, to: (@convention(c) (Int32) -> Int32).self) }

  /// Gives a file a new name, in place of what had it, and syncs the folder.
  public static func rename(
    _ path: String, to target: String, durably: Bool = true
  ) throws(BlobError) {
    guard Glibc.rename(path, target) == 0 else { throw error(target) }
    if durably { try sync(folder(of: target)) }
  }

  /// Makes a folder with those above it and syncs the parent of each new one.
  public static func makeFolder(_ path: String, durably: Bool = true) throws(BlobError) {
    if FileManager.default.fileExists(atPath: path) { return }
    let parent = folder(of: path)
    if parent != path { try makeFolder(parent, durably: durably) }
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw error(path) }
    if durably { try sync(parent) }
  }

  /// The folder that a path is in.
  private static func folder(of path: String) -> String {
    let parent = (path as NSString).deletingLastPathComponent
    return parent.isEmpty ? "." : parent
  }

  /// Removes a file; no error when it is not there.
  public static func remove(_ path: String) throws(BlobError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw error(path) }
  }

  /// Sets a file's time of change to now; false when it is not there.
  static func touch(_ path: String) throws(BlobError) -> Bool {
    guard utimensat(AT_FDCWD, path, nil, 0) != 0 else { return true }
    guard errno == ENOENT else { throw error(path) }
    return false
  }

  /// When a file was last changed, seconds since 1970, and its size; nil when it is no file.
  public static func facts(of path: String) -> (modified: Double, size: Int)? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let seconds = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
    return (seconds, Int(status.st_size))
  }

  /// A whole file.
  public static func read(_ path: String) throws(BlobError) -> Data {
    do { return try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
      throw .system(path: path, reason: "cannot be read")
    }
  }

  /// The size of a file in bytes, or nil when it is not there.
  public static func size(of path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// Whether a plain file is there, no link and no device.
  public static func isPlain(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Hands a file to `body` in pieces of 1 MiB.
  public static func forEachPiece(
    of path: String, _ body: (Data) -> Void
  ) throws(BlobError) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw error(path) }
    defer { close(file) }
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = piece.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
      if count > 0 {
        body(Data(piece[..<count]))
      } else if count == 0 {
        return
      } else if errno != EINTR {
        throw error(path)
      }
    }
  }

  /// The error that the system's last call left.
  static func error(_ path: String) -> BlobError {
    let code = errno
    if code == ENOSPC || code == EDQUOT { return .full }
    return .system(path: path, reason: String(cString: strerror(code)))
  }
}
