import Foundation
import JSONText

/// The file `server.json` in the data folder: where the server of that folder can be reached.
public enum ServerFile {
  /// Writes the file of a server that answers now; `certificate` is its SHA-256 where it has one.
  public static func write(url: String, certificate: String? = nil, folder: String) throws {
    let pid = Int(ProcessInfo.processInfo.processIdentifier)
    var content: JSONObject = ["url": JSON(url), "pid": JSON(pid)]
    if let certificate { content["certificate_sha256"] = JSON(certificate) }
    try Data(JSON.object(content).serialized + [0x0A]).write(to: file(folder), options: .atomic)
  }

  /// Removes it, for nobody answers any more.
  public static func remove(folder: String) {
    try? FileManager.default.removeItem(at: file(folder))
  }

  /// What the file says; nil when there is none.
  static func read(folder: String) -> JSON? {
    guard let data = try? Data(contentsOf: file(folder)) else { return nil }
    return try? JSON(parsing: [UInt8](data))
  }

  private static func file(_ folder: String) -> URL {
    URL(filePath: folder).appending(path: "server.json")
  }
}
