#if canImport(Glibc)
  import Glibc
#endif

/// The right to serve a data folder, held by one process at a time and gone with it.
struct ServerLock: ~Copyable {
  private let file: Int32

  /// Takes the lock, or throws `MillError.folderInUse`.
  init(folder: String) throws(MillError) {
    // closed on exec, so that a worker that outlives its server does not hold it
    file = open("\(folder)/server.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .folder("\(folder): \(String(cString: strerror(errno)))") }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      throw .folderInUse(folder)
    }
  }

  deinit { close(file) }
}
