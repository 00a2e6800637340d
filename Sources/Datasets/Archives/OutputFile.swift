import Foundation

/// A file written from begin to end: it has its name only once `commit()` has returned.
///
/// Written to `PATH.part`; that is removed when the object goes away uncommitted.
final class OutputFile: ByteOutput {
  let path: String
  private(set) var count = 0
  private let partPath: String
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private var isCommitted = false

  /// Bytes that are gathered before they are written.
  private static let room = 1 << 18

  /// Starts an empty file that will be named `path`.
  init(_ path: String) throws(DatasetError) {
    self.path = path
    partPath = path + ".part"
    descriptor = open(partPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure("cannot be created", path) }
    buffer.reserveCapacity(Self.room)
  }

  /// Goes on with a file that an earlier process did not commit, or had just committed, after its first
  /// `size` bytes; what follows them is cut off.
  init(_ path: String, resumedAt size: Int) throws(DatasetError) {
    self.path = path
    partPath = path + ".part"
    count = size
    descriptor = open(partPath, O_RDWR | O_CLOEXEC)
    if descriptor < 0, errno == ENOENT, rename(path, partPath) == 0 {
      descriptor = open(partPath, O_RDWR | O_CLOEXEC)
    }
    guard descriptor >= 0 else { throw Self.failure("cannot be gone on with", path) }
    guard lseek(descriptor, 0, SEEK_END) >= off_t(size),
      ftruncate(descriptor, off_t(size)) == 0,
      lseek(descriptor, 0, SEEK_END) == off_t(size)
    else { throw .output("\(path) is shorter than it was") }
    buffer.reserveCapacity(Self.room)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isCommitted { unlink(partPath) }
  }

  func append(_ bytes: [UInt8]) throws(DatasetError) {
    count += bytes.count
    // what is large goes past the buffer
    if buffer.count + bytes.count > Self.room { try flush() }
    if bytes.count >= Self.room {
      try Self.write(bytes, to: descriptor, path)
    } else {
      buffer += bytes
    }
  }

  /// Brings all bytes to the disk, so that the file can be gone on with at `count`.
  func sync() throws(DatasetError) {
    guard descriptor >= 0 else { return }
    try flush()
    guard fsync(descriptor) == 0 else { throw Self.failure("cannot be synced", path) }
  }

  /// The bytes in a range, or fewer at the end, of a file that was gone on with.
  func bytes(at offset: Int, count: Int) throws(DatasetError) -> [UInt8] {
    var piece = [UInt8](repeating: 0, count: count)
    while true {
      let found = piece.withUnsafeMutableBytes { raw in
        pread(descriptor, raw.baseAddress, raw.count, off_t(offset))
      }
      if found < 0 && errno == EINTR { continue }
      guard found >= 0 else { throw Self.failure("cannot be read", path) }
      return Array(piece.prefix(found))
    }
  }

  /// Brings all bytes to the disk and lets the descriptor go; nothing can be appended any more.
  func seal() throws(DatasetError) {
    guard descriptor >= 0 else { return }
    try sync()
    close(descriptor)
    descriptor = -1
  }

  /// Seals the file and puts it in its place.
  func commit() throws(DatasetError) {
    try seal()
    guard rename(partPath, path) == 0 else { throw Self.failure("cannot be renamed", path) }
    isCommitted = true
    // the folder's entry too
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure("cannot be opened", folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw Self.failure("cannot be synced", folder) }
  }

  private func flush() throws(DatasetError) {
    try Self.write(buffer, to: descriptor, path)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes all of the bytes, however many calls that takes.
  static func write(
    _ bytes: [UInt8], to descriptor: Int32, _ path: String
  ) throws(DatasetError) {
    var done = 0
    while done < bytes.count {
      let written = bytes.withUnsafeBytes { raw in
        Foundation.write(descriptor, raw.baseAddress.map { $0 + done }, raw.count - done)
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw failure("cannot be written", path) }
      done += written
    }
  }

  static func failure(_ what: String, _ path: String) -> DatasetError {
    .output("\(path) \(what): \(String(cString: strerror(errno)))")
  }
}
