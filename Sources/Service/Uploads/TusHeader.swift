import HTTPTypes

/// The header fields of tus 1.0.0, the protocol of resumable uploads (tus.io).
enum TusHeader: String {
  case resumable = "Tus-Resumable"
  case version = "Tus-Version"
  case extensions = "Tus-Extension"
  case maximumSize = "Tus-Max-Size"
  case checksumAlgorithms = "Tus-Checksum-Algorithm"
  case offset = "Upload-Offset"
  case length = "Upload-Length"
  case deferLength = "Upload-Defer-Length"
  case metadata = "Upload-Metadata"
  case uploadExpires = "Upload-Expires"
  case checksum = "Upload-Checksum"

  /// The one version that is spoken.
  static let protocolVersion = "1.0.0"
  /// The media type of a piece of a file.
  static let pieceType = "application/offset+octet-stream"
}

extension HTTPFields {
  /// A field of the protocol.
  subscript(_ header: TusHeader) -> String? {
    get { HTTPField.Name(header.rawValue).flatMap { self[$0] } }
    set {
      guard let name = HTTPField.Name(header.rawValue) else { return }
      self[name] = newValue
    }
  }

  /// A whole number of a field; nil when the field is not there.
  ///
  /// - Throws: `Problem` 400 when it is no number of bytes.
  func number(_ header: TusHeader) throws(Problem) -> Int? {
    guard let text = self[header] else { return nil }
    guard (1...18).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }),
      let number = Int(text)
    else {
      throw .malformed("must be a number of bytes", field: header.rawValue)
    }
    return number
  }
}

extension Problem {
  /// Another version of the protocol, or none, 412.
  static var tusVersion: Problem {
    var problem = Problem(
      status: .preconditionFailed, kind: "tus-version",
      detail: "Tus-Resumable must be \(TusHeader.protocolVersion).")
    problem.headers[.version] = TusHeader.protocolVersion
    return problem
  }

  /// Bytes for another place of the file, 409.
  static func offset(_ offset: Int) -> Problem {
    var problem = Problem(
      status: .conflict, kind: "offset-mismatch",
      detail: "The upload goes on at byte \(offset); ask with HEAD before sending more.")
    problem.headers[.offset] = String(offset)
    return problem
  }

  /// Somebody else sends to the same upload, 423.
  static var uploadIsBusy: Problem {
    Problem(
      status: HTTPResponse.Status(code: 423, reasonPhrase: "Locked"), kind: "upload-busy",
      detail: "Another request is sending to this upload.",
      headers: [.retryAfter: "\(UploadDesk.patience)"])
  }

  /// The bytes are not what their checksum says, 460.
  static var checksumMismatch: Problem {
    Problem(
      status: HTTPResponse.Status(code: 460, reasonPhrase: "Checksum Mismatch"),
      kind: "checksum-mismatch", detail: "The bytes do not have this checksum; none was kept.")
  }
}
