import Catalog
import Foundation

/// The file `server.token` in the data folder: a key of the running server that its owner can read.
///
/// It allows everything, and is worth nothing once that server has ended.
enum LocalToken {
  /// Writes it so that nobody else could ever open it.
  ///
  /// - Throws: `POSIXError`.
  static func write(_ key: KeyText, folder: String) throws {
    let path = file(folder)
    let draft = path + ".part"
    unlink(draft)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure() }
    let bytes = Array("\(key.text)\n".utf8)
    let count = Foundation.write(descriptor, bytes, bytes.count)
    close(descriptor)
    guard count == bytes.count, rename(draft, path) == 0 else { throw failure() }
  }

  /// Removes it.
  static func remove(folder: String) { unlink(file(folder)) }

  /// The key, nil when there is none or it cannot be read.
  static func read(folder: String) -> KeyText? {
    guard let text = try? String(contentsOfFile: file(folder), encoding: .utf8) else { return nil }
    return KeyText(parsing: text.trimmingCharacters(in: .newlines))
  }

  private static func file(_ folder: String) -> String { "\(folder)/server.token" }

  private static func failure() -> POSIXError {
    POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
  }
}
