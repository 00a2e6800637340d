import Catalog
import Foundation

extension Mill {
  /// Tries, in a process of its own, what readers of uploads are denied here; in words what is not.
  ///
  /// - Throws: `MillError.folder` when there is no room to try it.
  public nonisolated func sandboxGaps() throws(MillError) -> [String] {
    let folder = blobs.incomingPath()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do throws(BlobError) {
      try DurableFile.makeFolder(folder, durably: false)
      try DurableFile.makeFolder("\(folder)/out", durably: false)
      try DurableFile.write(Data("probe".utf8), to: "\(folder)/in", durably: false)
    } catch { throw .folder("\(error)") }
    let denied = Sandbox.probe(readable: "\(folder)/in", writable: "\(folder)/out")
    return denied.gaps
  }
}

extension Sandbox.Denials {
  /// What is missing to all of them, in words.
  public var gaps: [String] {
    let words: [(Sandbox.Denials, String)] = [
      (.reading, "reading other files"), (.writing, "writing other files"),
      (.network, "the network"), (.programs, "starting programs"),
      (.processes, "making processes"), (.signals, "signals to other processes"),
      (.tracing, "tracing other processes"), (.modes, "changing files' modes"),
    ]
    let open = words.filter { !contains($0.0) }.map(\.1)
    return contains(.allowed) ? open : open + ["nothing at all is sure: the trial failed"]
  }
}
