import Foundation
import JSONText
import Logging

/// Writes each log entry as one JSON line on standard error.
public struct StructuredLog: LogHandler {
  public var metadata: Logger.Metadata = [:]
  public var logLevel: Logger.Level = .info
  private let label: String
  private static let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

  /// A handler for the logger of that label.
  public init(label: String) { self.label = label }

  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  public func log(event: LogEvent) {
    var line: JSONObject = [:]
    for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }) {
      line[key == "hb.request.id" ? "request_id" : key] = JSON("\(value)")
    }
    line["time"] = JSON(Date().formatted(Self.time))
    line["level"] = JSON(event.level.rawValue)
    line["logger"] = JSON(label)
    line["message"] = JSON("\(event.message)")

    // one write per line, so that lines of several threads never mix
    let bytes = JSON.object(line).serialized + [0x0A]
    try? FileHandle.standardError.write(contentsOf: bytes)
  }
}
