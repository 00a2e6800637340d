/// What is wrong in a file that a person wrote, and where.
public struct AuthoringError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file's path as it was given.
  public var file: String
  /// From 1; 0 when the whole file is meant.
  public var line: Int
  /// The key's path, for instance `subtasks[0].nn_k`.
  public var key: String
  public var reason: String

  public init(file: String, line: Int = 0, key: String = "", reason: String) {
    self.file = file
    self.line = line
    self.key = key
    self.reason = reason
  }

  public var description: String {
    let place = line > 0 ? "\(file):\(line)" : file
    return key.isEmpty ? "\(place): \(reason)" : "\(place): \(key): \(reason)"
  }
}
