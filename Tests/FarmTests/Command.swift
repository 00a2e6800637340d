import Foundation

/// The program, as a user runs it.
enum Command {
  /// Runs it on the checkout's tasks and robots; how it ended and what it said.
  static func run(_ arguments: [String]) throws -> (code: Int32, output: Data, error: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Place.demomill)
    process.arguments = arguments + ["--scenes-folder", Place.scenes]
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    let words = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, data, String(decoding: words, as: UTF8.self))
  }
}
