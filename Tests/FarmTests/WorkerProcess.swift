import Farm
import Foundation

/// A worker of the real program whose server is the test.
final class WorkerProcess {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var buffer = FrameBuffer()

  /// Starts it on a blob store.
  init(blobs: String) throws {
    process.executableURL = URL(fileURLWithPath: Place.demomill)
    process.arguments = ["worker", "--scenes", Place.scenes, "--blobs", blobs]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  /// Gives it an order, as JSON.
  func send(_ order: Data) throws {
    try input.fileHandleForWriting.write(contentsOf: FrameBuffer.frame(order))
  }

  /// Its next report; nil when it is gone.
  func receive() throws -> WorkerReport? {
    while true {
      if let frame = try buffer.next() {
        return try JSONDecoder().decode(WorkerReport.self, from: frame)
      }
      let piece = output.fileHandleForReading.availableData
      guard !piece.isEmpty else { return nil }
      buffer.append(piece)
    }
  }

  /// Is gone without a word, as a killed server is; returns once the worker is, too.
  func desert() throws {
    try input.fileHandleForWriting.close()
    try output.fileHandleForReading.close()
    process.waitUntilExit()
  }
}
