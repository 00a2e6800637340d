import Catalog
import Crypto
import Farm
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Synchronization

/// Files that arrive in pieces over bad networks, and what becomes of them.
///
/// A piece is on the disk, then in the catalog, before it is acknowledged. What a killed server had
/// written is still there afterwards, as long as the machine has not gone down with it.
final class UploadDesk: Sendable {
  /// A request that works on an upload: whose it is, and who sends its body.
  struct Turn: Sendable {
    var key: String?
    var sender: Sender?
  }

  private struct State {
    /// Uploads that a request works on now, or nobody's.
    var busy: [String: Turn?] = [:]
    /// Hashes of what is there of a file, up to an offset.
    var hashes: [String: (offset: Int, hasher: SHA256)] = [:]
  }

  /// A request that has brought nothing for so many seconds gives way to another of the same key.
  static let patience = 2

  /// The most hashes that are kept between pieces; the others are made at the end.
  private static let mostHashes = 1024

  let mill: Mill
  let logger: Logger
  /// The most that a file may hold, bytes.
  let limit: Int
  /// Seconds without a piece after which an upload is forgotten.
  let lifetime: Double
  /// Uploads that are whole and wait to be read.
  let whole: AsyncStream<String>
  private let folder: String
  private let announce: AsyncStream<String>.Continuation
  private let state = Mutex(State())

  /// A desk that keeps files in a folder, which it makes.
  init(mill: Mill, settings: ServerSettings, logger: Logger) throws {
    self.mill = mill
    self.logger = logger
    limit = settings.maximumUpload
    lifetime = settings.uploadLifetime
    folder = "\(mill.configuration.dataFolder)/resumable"
    (whole, announce) = AsyncStream.makeStream(of: String.self)
    try DurableFile.makeFolder(folder)
  }

  private var now: Double { mill.configuration.now() }

  /// What tells one life of the machine from another.
  static let boot =
    (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8))?
    .trimmingCharacters(in: .whitespacesAndNewlines)

  /// The path of an upload's bytes; ids are made here, so that no name of a sender is ever a path.
  func path(of id: String) -> String { "\(folder)/\(id).part" }

  // MARK: - Requests

  /// The upload of an id.
  ///
  /// - Throws: `Problem` 404 when it is not there, or no longer.
  func upload(_ id: String) async throws -> UploadRecord {
    guard let upload = try await mill.catalog.upload(id),
      upload.expiresAt >= now || upload.state == .reading
    else { throw Problem.missing("upload", id) }
    return upload
  }

  /// Makes an upload of a file of so many bytes; nil when that is said later.
  func create(length: Int?, metadata: UploadMetadata) async throws -> UploadRecord {
    guard mill.tasks.task(named: metadata.task) != nil else {
      throw Problem.unusable("Upload-Metadata.task", "is not the name of a task")
    }
    let random = (0..<2).map { _ in String(UInt64.random(in: .min ... .max) | 1 << 63, radix: 16) }
    var upload = UploadRecord(
      id: "upl_\(random.joined())", length: length, metadata: metadata.header,
      task: metadata.task, filename: metadata.filename, mediaType: metadata.format?.mediaType,
      createdAt: now, expiresAt: now + lifetime)
    upload.boot = Self.boot

    // the file first: a file without a row is swept, a row without a file would be a lie
    let path = path(of: upload.id)
    try await Blocking.run { try DurableFile.write(Data(), to: path) }
    try await Blocking.run { [folder] in try DurableFile.sync(folder) }
    try await mill.catalog.insertUpload(upload)
    if length == 0 { try await complete(&upload) }
    return upload
  }

  /// Forgets an upload, whatever is there of it; demonstrations that were kept of it stay.
  func terminate(_ id: String, _ turn: Turn) async throws {
    try await alone(id, turn) {
      guard try await upload(id).state != .reading else {
        throw Problem.conflict("The upload is being read.")
      }
      try await forget(id)
    }
  }

  /// Removes an upload; the row first, so that nobody is told of bytes that are gone.
  func forget(_ id: String) async throws {
    try await mill.catalog.deleteUpload(id)
    state.withLock { $0.hashes[id] = nil }
    try DurableFile.remove(path(of: id))
  }

  // MARK: - Turns

  /// Runs `body` when no other request works on the upload.
  ///
  /// One that is half open, because its sender has lost the network, is hung up on for another of the same
  /// key; what it brought counts.
  ///
  /// - Throws: `Problem` 423 when another does.
  func alone<Value>(
    _ id: String, _ turn: Turn? = nil, _ body: () async throws -> Value
  ) async throws -> Value {
    if let turn { try await hangUpOnStalled(id, for: turn) }
    let isFree = state.withLock { state in
      guard state.busy[id] == nil else { return false }
      state.busy.updateValue(turn, forKey: id)
      return true
    }
    guard isFree else { throw Problem.uploadIsBusy }
    defer { state.withLock { _ = $0.busy.removeValue(forKey: id) } }
    return try await body()
  }

  /// Hangs up on a request that has stalled and waits a while until it is gone, when `turn` is of the same key.
  func hangUpOnStalled(_ id: String, for turn: Turn) async throws {
    for _ in 0..<200 {
      guard let known = state.withLock({ $0.busy[id] }), let holder = known,
        holder.key == turn.key, let sender = holder.sender,
        sender.hasStalled(for: .seconds(Self.patience))
      else { return }
      sender.hangUp()
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// The hash of what is there, when it is known up to that offset.
  func hasher(of id: String, at offset: Int) -> SHA256? {
    if offset == 0 { return SHA256() }
    return state.withLock { state in
      guard let known = state.hashes[id], known.offset == offset else { return nil }
      return known.hasher
    }
  }

  /// Remembers the hash of what is there.
  func remember(_ hasher: SHA256?, of id: String, at offset: Int) {
    state.withLock { state in
      if let hasher, state.hashes[id] != nil || state.hashes.count < Self.mostHashes {
        state.hashes[id] = (offset, hasher)
      } else {
        state.hashes[id] = nil
      }
    }
  }

  // MARK: - Progress

  /// Notes in the catalog how far an upload has come.
  func note(_ upload: inout UploadRecord) async throws {
    upload.expiresAt = now + lifetime
    if upload.offset == upload.length { return try await complete(&upload) }
    try await mill.catalog.noteUpload(upload)
  }

  /// Marks an upload as whole, and has it read.
  private func complete(_ upload: inout UploadRecord) async throws {
    upload.sha256 = hasher(of: upload.id, at: upload.offset).map {
      Hexadecimal.encode($0.finalize())
    }
    upload.state = .reading
    upload.expiresAt = now + lifetime
    try await mill.catalog.noteUpload(upload)
    state.withLock { $0.hashes[upload.id] = nil }
    announce.yield(upload.id)
  }

  /// Has an upload read that an earlier life left whole.
  func resume(_ id: String) { announce.yield(id) }
}
