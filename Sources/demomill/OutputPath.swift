import ArgumentParser
import Foundation

/// Checks, before any work is done, that a file can be written where it is wanted.
enum OutputPath {
  static func validate(_ path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw ValidationError("\(path) cannot be written: \(folder) is no writable folder.")
    }
  }
}
