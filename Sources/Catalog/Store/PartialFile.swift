#if canImport(Glibc)
  import Glibc
#endif

/// A file that grows at its end, piece by piece; used by one thread at a time.
public final class PartialFile: @unchecked Sendable {
  private let path: String
  private let file: Int32
  /// Bytes that count, written or not yet synced.
  public private(set) var length: Int

  /// Opens or makes a file and cuts off what is beyond `length` bytes.
  ///
  /// - Throws: `BlobError` also when it holds less.
  public init(path: String, length: Int) throws(BlobError) {
    self.path = path
    self.length = length
    file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard file >= 0 else { throw DurableFile.error(path) }
    guard DurableFile.size(of: path) ?? 0 >= length else {
      throw .system(path: path, reason: "holds less than \(length) bytes")
    }
    guard ftruncate(file, off_t(length)) == 0 else { throw DurableFile.error(path) }
  }

  deinit { close(file) }

  /// Writes bytes at the end; those before one that fails count.
  public func append(_ bytes: [UInt8]) throws(BlobError) {
    var failure: BlobError?
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while failure == nil, !rest.isEmpty {
        let count = pwrite(
          file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count, off_t(length))
        if count >= 0 {
          rest = rest.dropFirst(count)
          length += count
        } else if errno != EINTR {
          failure = DurableFile.error(path)
        }
      }
    }
    if let failure { throw failure }
  }

  /// Gives up all beyond so many bytes.
  public func cut(to length: Int) throws(BlobError) {
    guard ftruncate(file, off_t(length)) == 0 else { throw DurableFile.error(path) }
    self.length = length
  }

  /// Returns when all that was written is on the disk.
  public func sync() throws(BlobError) {
    guard fsync(file) == 0 else { throw DurableFile.error(path) }
  }
}
