import Foundation
import JSONText

/// The file `server.json` in the data folder: where the server of that folder can be reached.
public enum ServerFile {
  /// Writes the file of a server that answers now.
  public static func write(url: String, folder: String) throws {
    let pid = Int(ProcessInfo.processInfo.processIdentifier)
    let content: JSON = ["url": JSON(url), "pid": JSON(pid)]
    try Data(content.serialized + [0x0A]).write(to: file(folder), options: .atomic)
  }

  /// Removes it, for nobody answers any more.
  public static func remove(folder: String) {
    try? FileManager.default.removeItem(at: file(folder))
  }

  private static func file(_ folder: String) -> URL {
    URL(filePath: folder).appending(path: "server.json")
  }
}
