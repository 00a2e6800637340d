#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file being written: it has its final name only once `commit()` has returned.
///
/// Written to `PATH.part`; that is removed again when the object goes away uncommitted.
final class OutputFile {
  let path: String
  /// Bytes written so far.
  private(set) var offset = 0
  private let partPath: String
  private var descriptor: Int32

  init(path: String) throws(ParquetError) {
    self.path = path
    partPath = path + ".part"
    descriptor = open(partPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.error("cannot be created", path) }
  }

  /// Goes on with a file that another process did not finish, or had just finished, after its first
  /// `size` bytes; what follows them is cut off.
  init(path: String, resumedAt size: Int) throws(ParquetError) {
    self.path = path
    partPath = path + ".part"
    offset = size
    descriptor = open(partPath, O_WRONLY | O_CLOEXEC)
    if descriptor < 0, errno == ENOENT, rename(path, partPath) == 0 {
      descriptor = open(partPath, O_WRONLY | O_CLOEXEC)
    }
    guard descriptor >= 0 else { throw Self.error("cannot be gone on with", path) }
    let end = lseek(descriptor, 0, SEEK_END)
    guard end >= off_t(size), ftruncate(descriptor, off_t(size)) == 0,
      lseek(descriptor, 0, SEEK_END) == off_t(size)
    else { throw .file(path: path, reason: "is shorter than it was") }
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(partPath)
  }

  func write(_ bytes: [UInt8]) throws(ParquetError) {
    guard descriptor >= 0 else { throw .file(path: path, reason: "is finished already") }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        #if canImport(Glibc)
          Glibc.write(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
        #else
          Darwin.write(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
        #endif
      }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        throw Self.error("cannot be written", path)
      }
    }
    offset += bytes.count
  }

  /// Syncs the bytes to disk.
  func sync() throws(ParquetError) {
    guard fsync(descriptor) == 0 else { throw Self.error("cannot be synced", path) }
  }

  /// Syncs the bytes to disk, closes and renames into place.
  func commit() throws(ParquetError) {
    guard descriptor >= 0 else { throw .file(path: path, reason: "is finished already") }
    let synced = fsync(descriptor) == 0
    let failure = Self.error("cannot be synced", path)
    close(descriptor)
    descriptor = -1
    guard synced else {
      unlink(partPath)
      throw failure
    }
    guard rename(partPath, path) == 0 else {
      let failure = Self.error("cannot be renamed", path)
      unlink(partPath)
      throw failure
    }
  }

  private static func error(_ what: String, _ path: String) -> ParquetError {
    .file(path: path, reason: "\(what): \(String(cString: strerror(errno)))")
  }
}
