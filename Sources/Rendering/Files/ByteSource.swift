#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The bytes of an archive, in memory or in a file that is read where it is asked.
enum ByteSource {
  case memory([UInt8])
  case file(OpenFile)

  /// A file that is closed when nobody uses it any more.
  final class OpenFile: Sendable {
    let descriptor: Int32
    let count: Int

    init(path: String) throws(NumpyArchiveError) {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        throw NumpyArchiveError(
          field: "archive", reason: "could not be opened: \(String(cString: strerror(errno)))")
      }
      let end = lseek(descriptor, 0, SEEK_END)
      guard end >= 0 else {
        close(descriptor)
        throw NumpyArchiveError(field: "archive", reason: "is not a file")
      }
      self.descriptor = descriptor
      count = Int(end)
    }

    deinit { close(descriptor) }
  }

  var count: Int {
    switch self {
    case .memory(let bytes): bytes.count
    case .file(let file): file.count
    }
  }

  /// Bytes of a range that is within.
  func read(at start: Int, count: Int) throws(NumpyArchiveError) -> [UInt8] {
    switch self {
    case .memory(let bytes): return Array(bytes[start..<start + count])
    case .file(let file):
      // as many reads as it takes; a file that became shorter ends them
      let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
        done = 0
        while done < count {
          let place = buffer.baseAddress.map { $0 + done }
          let got = pread(file.descriptor, place, count - done, off_t(start + done))
          if got < 0 && errno == EINTR { continue }
          guard got > 0 else { break }
          done += got
        }
      }
      guard bytes.count == count else {
        throw NumpyArchiveError(field: "archive", reason: "could not be read to its end")
      }
      return bytes
    }
  }
}
