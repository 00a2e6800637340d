import Demonstrations
import Foundation

/// What a sender says of the file that it is going to send (tus, `Upload-Metadata`).
struct UploadMetadata: Sendable {
  /// The most that the header may hold, bytes.
  static let limit = 4096
  /// The most that a decoded value may hold, bytes.
  static let valueLimit = 1024

  /// The header as it was sent.
  let header: String
  let task: String
  /// The file's name where it comes from; never used as a path.
  let filename: String?
  let format: DemonstrationFormat?

  /// Reads the header: pairs of a key and a base64 value, with commas between; unknown keys are passed over.
  ///
  /// - Throws: `Problem` 400 when it is none, 422 for values that cannot be used.
  init(header: String?) throws(Problem) {
    self.header = header ?? ""
    guard self.header.utf8.count <= Self.limit else {
      throw Self.malformed("must not be longer than \(Self.limit) bytes")
    }
    var values: [String: String] = [:]
    for pair in self.header.split(separator: ",", omittingEmptySubsequences: self.header.isEmpty) {
      let words = pair.trimmingPrefix { $0 == " " }
        .split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      let key = String(words[0])
      let isPlain = key.utf8.allSatisfy { (0x21...0x7E).contains($0) }
      guard !key.isEmpty, isPlain else {
        throw Self.malformed("has a key that is empty or no text")
      }
      let value = try Self.value(words.count > 1 ? String(words[1]) : "", of: key)
      guard values.updateValue(value, forKey: key) == nil else {
        throw Self.malformed("has the key \(key) twice")
      }
    }

    guard let task = values["task"], !task.isEmpty else {
      throw .unusable("Upload-Metadata.task", "is missing")
    }
    self.task = task
    filename = values["filename"]
    format = try values["filetype"].flatMap { type throws(Problem) -> DemonstrationFormat? in
      // some clients send an empty one when they do not know
      if type.isEmpty || type == "application/octet-stream" { return nil }
      let known = DemonstrationFormat.allCases.first { $0.mediaType == type.lowercased() }
      guard let known else {
        let types = DemonstrationFormat.allCases.map(\.mediaType).joined(separator: ", ")
        throw .unusable("Upload-Metadata.filetype", "must be one of \(types)")
      }
      return known
    }
  }

  private static func value(_ base64: String, of key: String) throws(Problem) -> String {
    guard let data = Data(base64Encoded: base64) else {
      throw malformed("has a value that is no base64, of \(key)")
    }
    guard data.count <= valueLimit else {
      throw .unusable("Upload-Metadata.\(key)", "must not be longer than \(valueLimit) bytes")
    }
    guard let text = String(validating: data, as: UTF8.self),
      !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else { throw .unusable("Upload-Metadata.\(key)", "must be text without control characters") }
    return text
  }

  private static func malformed(_ reason: String) -> Problem {
    .malformed(reason, field: TusHeader.metadata.rawValue)
  }
}
