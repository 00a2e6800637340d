import Foundation

/// The checkout that the tests run from.
public enum Repository {
  /// The folder with `Package.swift`.
  public static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The path of a file in `Demos/`.
  public static func demo(_ name: String) -> String {
    root.appendingPathComponent("Demos/\(name)").path
  }
}
