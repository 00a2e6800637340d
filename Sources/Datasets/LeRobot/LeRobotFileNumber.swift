/// Where a file is among those of its kind: so many to a folder, as LeRobot numbers them.
struct LeRobotFileNumber: Sendable, Hashable, Codable {
  /// Files to a folder.
  static let filesPerChunk = 1000

  var chunk = 0
  var file = 0

  /// The number after this.
  var next: LeRobotFileNumber {
    file + 1 < Self.filesPerChunk
      ? LeRobotFileNumber(chunk: chunk, file: file + 1) : LeRobotFileNumber(chunk: chunk + 1)
  }

  /// The folder, for instance `chunk-000`.
  var folder: String { "chunk-\(Self.digits(chunk))" }

  /// The file without its ending, with its folder, for instance `chunk-000/file-000`.
  var path: String { "\(folder)/file-\(Self.digits(file))" }

  private static func digits(_ number: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, 3 - text.count)) + text
  }
}
