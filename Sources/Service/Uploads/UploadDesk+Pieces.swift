import Catalog
import Crypto
import Farm
import Foundation
import Hummingbird

extension UploadDesk {
  /// So much is gathered before it is written.
  private static let writeSize = 256 << 10
  /// So much is written before it is synced, so that a failing machine takes no more.
  private static let syncSize = 32 << 20

  /// A piece of a file, as a request announces it.
  struct Piece {
    /// Where it belongs.
    var offset: Int
    /// How many bytes it has; nil when that is not said.
    var count: Int?
    /// The length of the whole file, where the request says it.
    var length: Int?
    var checksum: UploadChecksum?
  }

  /// Takes in a piece and returns how the upload stands then.
  ///
  /// What arrived of a piece that is cut off is kept, but for one with a checksum.
  ///
  /// - Throws: `Problem` 400, 404, 409, 413, 423, 460 or 507.
  func take(
    _ piece: Piece, of id: String, from body: Hummingbird.RequestBody, _ turn: Turn
  ) async throws -> UploadRecord {
    try await alone(id, turn) {
      var upload = try await upload(id)
      guard upload.offset == piece.offset else { throw Problem.offset(upload.offset) }
      guard upload.state == .receiving else {
        // an empty piece at the end changes nothing
        guard piece.count == 0 else { throw Problem.conflict("The upload is complete.") }
        return upload
      }
      try settleLength(&upload, piece)
      let bound = upload.length ?? limit
      guard piece.offset + (piece.count ?? 0) <= bound else {
        throw Problem.tooLarge(limit: bound, connection: .closedUnread)
      }

      // bytes that a checksum has yet to confirm must not count after a kill
      if piece.checksum != nil {
        upload.boot = nil
        try await mill.catalog.noteUpload(upload)
      }
      return try await receive(piece, for: upload, bound: bound, from: body)
    }
  }

  /// Takes the file's length from the first piece that says it.
  private func settleLength(_ upload: inout UploadRecord, _ piece: Piece) throws(Problem) {
    guard let length = piece.length, length != upload.length else { return }
    guard upload.length == nil else {
      throw .malformed("was said before, and differs", field: TusHeader.length.rawValue)
    }
    guard length >= upload.offset else {
      throw .malformed("is less than what is there", field: TusHeader.length.rawValue)
    }
    guard length <= limit else { throw .tooLarge(limit: limit, connection: .closedUnread) }
    upload.length = length
  }

  private func receive(
    _ piece: Piece, for upload: UploadRecord, bound: Int, from body: Hummingbird.RequestBody
  ) async throws -> UploadRecord {
    var upload = upload
    var checksum = piece.checksum
    var hasher = hasher(of: upload.id, at: upload.offset)
    let path = path(of: upload.id)
    let start = upload.offset
    let file = try await Blocking.run { try PartialFile(path: path, length: start) }
    var arrived = 0
    var failure: (any Error)?
    var gathered: [UInt8] = []
    do {
      var synced = start
      for try await chunk in body {
        arrived += chunk.readableBytes
        guard start + arrived <= bound else {
          throw Problem.tooLarge(limit: bound, connection: .closed)
        }
        chunk.withUnsafeReadableBytes { bytes in
          checksum?.update(bytes)
          gathered += bytes
        }
        guard gathered.count >= Self.writeSize else { continue }
        try await write(&gathered, to: file, &hasher)
        if file.length - synced >= Self.syncSize {
          try await Blocking.run { try file.sync() }
          synced = file.length
        }
      }
    } catch { failure = error }

    // what was gathered when the connection broke counts, too
    do { try await write(&gathered, to: file, &hasher) } catch { failure = failure ?? error }

    // a closed connection may look like the end of the body
    if failure == nil, let count = piece.count, count != arrived { failure = Self.cutShort }
    let isRefused = failure is Problem && arrived > bound - start
    if isRefused || (checksum != nil && failure != nil) || checksum?.matches == false {
      // none of it counts
      try await Blocking.run {
        try file.cut(to: start)
        try file.sync()
      }
      hasher = nil
      failure = failure ?? Problem.checksumMismatch
    } else {
      try await Blocking.run {
        do { try file.sync() } catch {
          // what may not be on the disk does not count, and must not after a restart
          try? file.cut(to: start)
          throw error
        }
      }
      remember(hasher, of: upload.id, at: file.length)
    }
    upload.offset = file.length
    upload.boot = Self.boot
    try await note(&upload)
    if let failure { throw Self.problem(failure) }
    return upload
  }

  /// Writes what was gathered, and hashes what was written.
  private func write(
    _ gathered: inout [UInt8], to file: PartialFile, _ hasher: inout SHA256?
  ) async throws {
    let bytes = gathered
    gathered.removeAll(keepingCapacity: true)
    do {
      try await Blocking.run { try file.append(bytes) }
      hasher?.update(data: bytes)
    } catch {
      // part of it may be there
      hasher = nil
      throw error
    }
  }

  private static var cutShort: Problem {
    var problem = Problem.malformed("The body ended early; what arrived is kept.")
    problem.connection = .closed
    return problem
  }

  /// What a failure means: our own problems, a full disk, or a connection that is gone.
  private static func problem(_ error: any Error) -> any Error {
    switch error {
    case is Problem: return error
    case BlobError.full: return Problem.diskIsFull
    case is BlobError: return error
    default: return cutShort
    }
  }
}
