import Catalog
import Farm
import Foundation
import HTTPTypes
import JSONText

/// Uploads that survive bad networks: tus 1.0.0 (https://tus.io/protocols/resumable-upload).
extension API {
  var uploadRoutes: [Route] {
    let routes = [
      Route(
        .options, "/v1/uploads", "getUploadProtocol", "What of tus the server speaks.",
        access: .scope(.demosWrite),
        outcomes: [Route.Outcome(204, "Tus-Version, Tus-Extension, Tus-Max-Size.")],
        handler: uploadProtocol),
      Route(
        .post, "/v1/uploads", "createUpload",
        "Begins the upload of a file (tus); Upload-Metadata names its task.",
        access: .scope(.demosWrite),
        parameters: [
          Self.tusVersion,
          header(.length, "Bytes of the whole file.", .size),
          header(.deferLength, "1 when the length is said later.", .one),
          header(
            .metadata, "Pairs of key and base64 value: task, and filename and filetype if known.",
            .text, required: true),
          header(.checksum, "sha1 or sha256, and the digest of the body in base64.", .text),
        ], body: .bytes(type: TusHeader.pieceType, isRequired: false),
        outcomes: [
          Route.Outcome(201, "Location says where it goes on."),
          Route.Outcome(400, "A header cannot be read.", nil),
          Route.Outcome(412, "Another version of tus.", nil),
          Route.Outcome(413, "The file is too large.", nil),
          Route.Outcome(415, "A body of another media type.", nil),
          Route.Outcome(422, "The task or the file's type is unusable.", nil),
          Route.Outcome(460, "The body does not have this checksum.", nil),
        ], handler: createUpload),
      Route(
        .head, "/v1/uploads/{id}", "getUploadOffset", "How much of a file is there (tus).",
        access: .scope(.demosWrite),
        parameters: [Self.tusVersion],
        outcomes: [
          Route.Outcome(200, "Upload-Offset and Upload-Length."),
          Route.Outcome(404, "Unknown, or no longer there.", nil),
          Route.Outcome(412, "Another version of tus.", nil),
        ], handler: headUpload),
      Route(
        .get, "/v1/uploads/{id}", "getUpload", "How an upload stands, and what was kept of it.",
        access: .scope(.demosWrite),
        outcomes: [
          Route.Outcome(200, "The upload.", .named("Upload")),
          Route.Outcome(404, "Unknown, or no longer there.", nil),
        ]
      ) { call in .json(UploadJSON.value(try await uploads.upload(call.parameter("id")))) },
      Route(
        .patch, "/v1/uploads/{id}", "appendToUpload", "Sends the next bytes of a file (tus).",
        access: .scope(.demosWrite),
        parameters: [
          Self.tusVersion,
          header(.offset, "Where the bytes belong.", .number, required: true),
          header(.length, "Bytes of the whole file, if not said before.", .size),
          header(.checksum, "sha1 or sha256, and the digest of the body in base64.", .text),
        ], body: .bytes(type: TusHeader.pieceType, isRequired: true),
        outcomes: [
          Route.Outcome(204, "They are on the disk; Upload-Offset says how far it is."),
          Route.Outcome(400, "A header cannot be read, or the body ended early.", nil),
          Route.Outcome(404, "Unknown, or no longer there.", nil),
          Route.Outcome(409, "The upload goes on at another offset.", nil),
          Route.Outcome(412, "Another version of tus.", nil),
          Route.Outcome(413, "More bytes than were announced, or than are allowed.", nil),
          Route.Outcome(415, "A body of another media type.", nil),
          Route.Outcome(423, "Another request is sending; one that is stuck gives way soon.", nil),
          Route.Outcome(460, "The bytes do not have this checksum.", nil),
        ], handler: appendToUpload),
      Route(
        .delete, "/v1/uploads/{id}", "deleteUpload", "Gives an upload up (tus).",
        access: .scope(.demosWrite),
        parameters: [Self.tusVersion],
        outcomes: [
          Route.Outcome(204, "Forgotten."),
          Route.Outcome(404, "Unknown, or no longer there.", nil),
          Route.Outcome(409, "It is being read.", nil),
          Route.Outcome(412, "Another version of tus.", nil),
          Route.Outcome(423, "Another request is sending; one that is stuck gives way soon.", nil),
        ]
      ) { call in
        try checkVersion(call)
        try await uploads.terminate(call.parameter("id"), turn(call))
        return .noContent
      },
    ]
    return routes.map { $0.answering(with: Self.everyUploadAnswer) }
  }

  // MARK: - Declarations

  private enum HeaderKind { case number, size, one, text }

  private func header(
    _ header: TusHeader, _ description: String, _ kind: HeaderKind, required: Bool = false
  ) -> Route.Parameter {
    let schema: Schema =
      switch kind {
      case .number: .integer(0)
      case .size: .integer(0, UInt64(uploads.limit))
      case .one: Schema(["type": "string", "const": "1"])
      case .text: Schema(["type": "string", "maxLength": JSON(UploadMetadata.limit)])
      }
    return Route.Parameter(
      name: header.rawValue, place: .header, description: description, schema: schema,
      required: required)
  }

  private static let tusVersion = Route.Parameter(
    name: TusHeader.resumable.rawValue, place: .header, description: "The version of tus.",
    schema: Schema(["type": "string", "const": JSON(TusHeader.protocolVersion)]), required: true)

  private static var everyUploadAnswer: HTTPFields {
    var headers: HTTPFields = [:]
    headers[.resumable] = TusHeader.protocolVersion
    return headers
  }

  // MARK: - Handlers

  @Sendable private func uploadProtocol(_ call: Call) async throws -> Answer {
    var answer = Answer.noContent
    answer.headers[.version] = TusHeader.protocolVersion
    answer.headers[.extensions] =
      "creation,creation-with-upload,creation-defer-length,expiration,checksum,termination"
    answer.headers[.maximumSize] = String(uploads.limit)
    answer.headers[.checksumAlgorithms] = UploadChecksum.algorithms
    return answer
  }

  @Sendable private func createUpload(_ call: Call) async throws -> Answer {
    let headers = call.request.headers
    let length: Int?
    let piece: UploadDesk.Piece
    let metadata: UploadMetadata
    do throws(Problem) {
      try checkVersion(call)
      length = try announcedLength(headers)
      metadata = try UploadMetadata(header: headers[.metadata])
      piece = try self.piece(call, offset: 0)
      if let count = piece.count, count > length ?? uploads.limit {
        throw .tooLarge(limit: length ?? uploads.limit, connection: .closedUnread)
      }
    } catch { throw error.leaving(call.request) }

    var upload = try await uploads.create(length: length, metadata: metadata)
    var answer = Answer(.created)
    answer.headers[.location] = "/v1/uploads/\(upload.id)"
    if case .bytes(let body) = call.body, call.hasBody {
      upload = try await uploads.take(piece, of: upload.id, from: body, turn(call))
      answer.headers[.offset] = String(upload.offset)
    }
    answer.headers[.uploadExpires] = HTTPDate.text(upload.expiresAt)
    return answer
  }

  /// The length of the file, nil when it is said later.
  private func announcedLength(_ headers: HTTPFields) throws(Problem) -> Int? {
    let length = try headers.number(.length)
    if let deferral = headers[.deferLength] {
      guard deferral == "1", length == nil else {
        throw .malformed("must be 1, and without Upload-Length", field: "Upload-Defer-Length")
      }
      return nil
    }
    guard let length else { throw .malformed("is missing", field: TusHeader.length.rawValue) }
    guard length <= uploads.limit else {
      throw .tooLarge(limit: uploads.limit, connection: .kept)
    }
    return length
  }

  @Sendable private func headUpload(_ call: Call) async throws -> Answer {
    try checkVersion(call)
    // who asks has lost the request that was sending, and what that brought counts
    try await uploads.hangUpOnStalled(call.parameter("id"), for: turn(call))
    let upload = try await uploads.upload(call.parameter("id"))
    var answer = Answer(.ok, headers: [.cacheControl: "no-store"])
    answer.headers[.offset] = String(upload.offset)
    if let length = upload.length {
      answer.headers[.length] = String(length)
    } else {
      answer.headers[.deferLength] = "1"
    }
    answer.headers[.metadata] = upload.metadata
    answer.headers[.uploadExpires] = HTTPDate.text(upload.expiresAt)
    return answer
  }

  @Sendable private func appendToUpload(_ call: Call) async throws -> Answer {
    do {
      try checkVersion(call)
      guard let offset = try call.request.headers.number(.offset) else {
        throw Problem.malformed("is missing", field: TusHeader.offset.rawValue)
      }
      guard case .bytes(let body) = call.body else {
        throw Problem.malformed("A body is missing.")
      }
      let upload = try await uploads.take(
        piece(call, offset: offset), of: call.parameter("id"), from: body, turn(call))
      var answer = Answer.noContent
      answer.headers[.offset] = String(upload.offset)
      answer.headers[.uploadExpires] = HTTPDate.text(upload.expiresAt)
      return answer
    } catch let problem as Problem where problem.connection == .kept {
      // a long body behind a refusal is not waited for
      throw problem.leaving(call.request)
    }
  }

  private func turn(_ call: Call) -> UploadDesk.Turn {
    UploadDesk.Turn(key: call.caller.key, sender: call.incoming?.sender)
  }

  private func piece(_ call: Call, offset: Int) throws(Problem) -> UploadDesk.Piece {
    let headers = call.request.headers
    var piece = UploadDesk.Piece(offset: offset)
    if headers[.transferEncoding] == nil {
      piece.count = headers[.contentLength].flatMap { Int($0) } ?? 0
    }
    piece.length = try headers.number(.length)
    if let checksum = headers[.checksum] { piece.checksum = try UploadChecksum(header: checksum) }
    return piece
  }

  private func checkVersion(_ call: Call) throws(Problem) {
    guard call.request.headers[.resumable] == TusHeader.protocolVersion else {
      throw .tusVersion.leaving(call.request)
    }
  }
}
