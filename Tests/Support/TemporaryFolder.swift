import Foundation

/// An empty folder that is removed with the object.
public final class TemporaryFolder {
  public let url: URL

  /// Makes the folder under the system's temporary one.
  public init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("demomill-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of a file in it.
  public func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  /// The names of the files in it, sorted.
  public func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
  }
}
