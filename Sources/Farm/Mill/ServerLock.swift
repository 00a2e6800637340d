#if canImport(Glibc)
  import Glibc
#endif

/// The right to serve a data folder, held by one process at a time and gone with it.
struct ServerLock: ~Copyable, Sendable {
  private let file: Int32

  /// Takes the lock, or throws `MillError.folderInUse`; after one try when not patient.
  init(folder: String, isPatient: Bool = true) throws(MillError) {
    // closed on exec, so that a worker that outlives its server does not hold it
    file = open("\(folder)/server.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .folder("\(folder): \(String(cString: strerror(errno)))") }
    // a child that a dying server was about to start shares the lock until it executes its program
    for attempt in 1...(isPatient ? Self.tries : 1) {
      if attempt > 1 { usleep(Self.pause) }
      if flock(file, LOCK_EX | LOCK_NB) == 0 { return }
    }
    close(file)
    throw .folderInUse(folder)
  }

  /// How often the lock is tried for, and the microseconds in between: one second in all.
  private static let tries = 50
  private static let pause: useconds_t = 20_000

  deinit { close(file) }
}
