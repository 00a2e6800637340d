import Catalog
import Foundation
import Testing

@Suite struct BlobCrashTests {
  /// Whoever writes is killed at any moment; every name in the store has its whole content.
  @Test func aKilledWriterLeavesNoHalfBlob() async throws {
    let scratch = try Scratch()
    let folder = "\(scratch.folder)/blobs"
    let store = try BlobStore(folder: folder)
    for round in 0..<20 {
      let writer = Process()
      writer.executableURL = URL(fileURLWithPath: Place.fakeWorker)
      writer.arguments = ["--put-forever", folder]
      try writer.run()
      try await Task.sleep(for: .milliseconds(20 + 7 * round))
      kill(writer.processIdentifier, SIGKILL)
      writer.waitUntilExit()
    }
    var count = 0
    for byte in try FileManager.default.contentsOfDirectory(atPath: folder) where byte.count == 2 {
      for name in try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(byte)") {
        #expect(try store.read(name).count > 300_000)
        count += 1
      }
    }
    #expect(count > 20)
  }
}
