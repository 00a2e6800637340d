import CHDF5
import Foundation

/// A file being written: it has its final name only once `commit()` has returned.
///
/// Written to `PATH.part`; that is removed again when the object goes away uncommitted. No time stamps
/// are stored: the same calls give the same bytes.
public final class HDF5NewFile {
  /// The final path.
  public let path: String
  private let partPath: String
  private var file: HDF5Handle?

  /// Starts an empty file that will be named `path`.
  ///
  /// - Throws: `HDF5Error` of kind `notWritten` when the folder cannot be written to.
  public init(_ path: String) throws(HDF5Error) {
    self.path = path
    partPath = path + ".part"
    let id = chdf5_create_file(partPath)
    guard id >= 0 else { throw .library(.notWritten, path: "", "\(path) cannot be created") }
    file = HDF5Handle(id)
  }

  /// Goes on with a file that an earlier process did not finish, as it was at a checkpoint.
  ///
  /// - Throws: `HDF5Error` of kind `notWritten` when it is not there, or shorter than it was then.
  public init(_ path: String, resumedAt size: Int) throws(HDF5Error) {
    self.path = path
    partPath = path + ".part"
    guard let found = Self.size(of: partPath), found >= size, truncate(partPath, size) == 0 else {
      throw HDF5Error(.notWritten, path: "", reason: "\(path) has no such checkpoint")
    }
    let id = chdf5_reopen_file(partPath)
    guard id >= 0 else { throw .library(.notWritten, path: "", "\(path) cannot be gone on with") }
    file = HDF5Handle(id)
  }

  deinit {
    guard let file else { return }
    file.close()
    unlink(partPath)
  }

  /// The root group, to write into.
  ///
  /// - Throws: `HDF5Error` of kind `notWritten` after `commit()`.
  public func root() throws(HDF5Error) -> HDF5NewGroup {
    guard let file else { throw HDF5Error(.notWritten, path: "", reason: "already committed") }
    var kind: Int32 = 0
    let id = chdf5_open_object(file.id, "/", &kind)
    guard id >= 0 else { throw .library(.notWritten, path: "", "the root cannot be opened") }
    return HDF5NewGroup(HDF5Handle(id), file: self, path: "")
  }

  /// Puts the numbers that were written on the disk, so that the checkpoint that follows is short.
  ///
  /// - Throws: `HDF5Error` of kind `notWritten`.
  public func sync() throws(HDF5Error) { try Self.sync(partPath, flags: O_RDWR) }

  /// Puts all that was written on the disk, and returns the file's size then.
  ///
  /// Should the process end before the next checkpoint begins, the file can be resumed at this size. Groups
  /// of it cannot be used any more; `root()` gives new ones.
  ///
  /// - Throws: `HDF5Error` of kind `notWritten`.
  public func checkpoint() throws(HDF5Error) -> Int {
    guard let file else { throw HDF5Error(.notWritten, path: "", reason: "already committed") }
    guard chdf5_flush_file(file.id) == 0 else {
      throw .library(.notWritten, path: "", "\(path) cannot be written")
    }
    file.close()
    try Self.sync(partPath, flags: O_RDWR)
    guard let size = Self.size(of: partPath) else { throw Self.failure("cannot be found", path) }
    let id = chdf5_reopen_file(partPath)
    guard id >= 0 else { throw .library(.notWritten, path: "", "\(path) cannot be gone on with") }
    self.file = HDF5Handle(id)
    return size
  }

  private static func size(of path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// Flushes, closes, syncs to disk and renames into place; groups of it cannot be used any more.
  ///
  /// - Throws: `HDF5Error` of kind `notWritten`; then nothing is at `path` that was not there before.
  public func commit() throws(HDF5Error) {
    guard let file else { throw HDF5Error(.notWritten, path: "", reason: "already committed") }
    guard chdf5_flush_file(file.id) == 0 else {
      throw .library(.notWritten, path: "", "\(path) cannot be written")
    }
    file.close()
    self.file = nil

    // the bytes first, then the name, then the folder's entry
    do throws(HDF5Error) {
      try Self.sync(partPath, flags: O_RDWR)
      guard rename(partPath, path) == 0 else { throw Self.failure("cannot be renamed", path) }
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      try Self.sync(folder, flags: O_RDONLY)
    } catch {
      unlink(partPath)
      throw error
    }
  }

  private static func sync(_ path: String, flags: Int32) throws(HDF5Error) {
    let descriptor = Foundation.open(path, flags)
    guard descriptor >= 0 else { throw failure("cannot be opened", path) }
    defer { Foundation.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("cannot be synced", path) }
  }

  private static func failure(_ what: String, _ path: String) -> HDF5Error {
    HDF5Error(
      .notWritten, path: "", reason: "\(path) \(what): \(String(cString: strerror(errno)))")
  }
}
