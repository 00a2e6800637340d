import Catalog
import Foundation
import Synchronization

/// Remembers which files were read through and found whole, so that a part of one can be trusted.
///
/// A file that was changed since, or was checked long ago, is read through again.
final class FileIntegrity: Sendable {
  static let shared = FileIntegrity()

  /// How a file is told from what it was.
  private struct Identity: Hashable, Sendable {
    var path: String
    var sha256: String
    var device: UInt64
    var inode: UInt64
    var size: Int
    var changed: [Int]
  }

  private struct State {
    var checked: [Identity: ContinuousClock.Instant] = [:]
    var inWork: [Identity: Task<Bool, Never>] = [:]
  }

  /// How long a check is trusted.
  private static let lifetime = Duration.seconds(3600)
  /// Files that are remembered.
  private static let most = 10_000

  private let state = Mutex(State())

  /// Whether a file's content has the hash; one reading serves all who ask at the same time.
  func isWhole(_ path: String, sha256: String) async -> Bool {
    guard let identity = Self.identity(path, sha256) else { return false }
    let task: Task<Bool, Never>? = state.withLock { state in
      if let time = state.checked[identity], time + Self.lifetime > .now { return nil }
      if let task = state.inWork[identity] { return task }
      let task = Task { await Self.read(path, sha256) }
      state.inWork[identity] = task
      return task
    }
    guard let task else { return true }
    let isWhole = await task.value
    state.withLock { state in
      state.inWork[identity] = nil
      guard isWhole else { return }
      if state.checked.count >= Self.most { state.checked = [:] }
      state.checked[identity] = .now
    }
    return isWhole
  }

  private static func read(_ path: String, _ sha256: String) async -> Bool {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        let found = try? BlobStore.sha256(fileAt: path)
        continuation.resume(returning: found?.sha == sha256)
      }
    }
  }

  private static func identity(_ path: String, _ sha256: String) -> Identity? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Identity(
      path: path, sha256: sha256, device: UInt64(status.st_dev), inode: UInt64(status.st_ino),
      size: Int(status.st_size),
      changed: [
        status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec,
        status.st_ctim.tv_nsec,
      ])
  }
}
