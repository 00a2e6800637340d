import Crypto
import Foundation
import Hummingbird

/// The bytes of a file whose hash is known, as a body that never ends well with other bytes.
enum VerifiedFileBody {
  /// The connection is given up before the last bytes: the file is not what it was.
  private struct Damaged: Error {}

  /// A part of a file; all of it is hashed on the way, parts only of files that were read through before.
  ///
  /// `size` and `sha256` are the whole file's; `chunk` bytes are read and written at a time. `onDamage` is
  /// called when the content turns out to be another.
  ///
  /// - Throws: `Problem` 500 when that turns out before the first byte is sent.
  static func make(
    path: String, range: ClosedRange<Int>, size: Int, sha256: String, chunk: Int,
    onDamage: @escaping @Sendable () async -> Void
  ) async throws -> ResponseBody {
    let pieces = try await pieces(
      path: path, range: range, size: size, sha256: sha256, chunk: chunk, onDamage: onDamage)
    return ResponseBody(contentLength: range.count) { writer in
      try await pieces { try await writer.write($0) }
      try await writer.finish(nil)
    }
  }

  /// The same piece by piece, for whoever sends more than this file.
  static func pieces(
    path: String, range: ClosedRange<Int>, size: Int, sha256: String, chunk: Int,
    onDamage: @escaping @Sendable () async -> Void
  ) async throws -> @Sendable (_ send: (ByteBuffer) async throws -> Void) async throws -> Void {
    let isWhole = range == 0...(size - 1)
    let isSmall = size <= 1 << 20

    // a small file is read through before anything is said of it
    if !isWhole || isSmall {
      guard await FileIntegrity.shared.isWhole(path, sha256: sha256) else {
        await onDamage()
        throw Problem.damaged("The file")
      }
    }
    let file: PieceReader
    do { file = try PieceReader(path, from: range.lowerBound) } catch {
      await onDamage()
      throw Problem.damaged("The file")
    }
    return { send in
      var hash = SHA256()
      var left = range.count
      while left > 0 {
        let piece = try await file.next(min(chunk, left))
        left -= piece.count
        if isWhole {
          hash.update(data: piece)
          if left == 0, Hexadecimal.encode(hash.finalize()) != sha256 {
            await onDamage()
            throw Damaged()
          }
        }
        guard !piece.isEmpty else {
          await onDamage()
          throw Damaged()
        }
        try await send(ByteBuffer(bytes: piece))
      }
    }
  }
}

/// Reads a file piece by piece on threads that may wait for the disk.
private final class PieceReader: Sendable {
  private let handle: FileHandle

  init(_ path: String, from offset: Int) throws {
    handle = try FileHandle(forReadingFrom: URL(filePath: path))
    try handle.seek(toOffset: UInt64(offset))
  }

  deinit { try? handle.close() }

  /// So many bytes; fewer only at the end of the file.
  func next(_ count: Int) async throws -> Data {
    let handle = handle
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try handle.read(upToCount: count) ?? Data() })
      }
    }
  }
}
