import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import JSONText

/// Takes in request bodies: small JSON in memory, files onto disk, both with a limit.
struct BodyReceiver: Sendable {
  /// The most that a JSON request may hold, bytes.
  static let jsonLimit = 1 << 20

  /// Where uploads lie while they arrive.
  let folder: URL
  /// The most that an uploaded file may hold, bytes, compressed or not.
  let fileLimit: Int
  private let files = FileIO()

  init(folder: URL, fileLimit: Int) {
    self.folder = folder
    self.fileLimit = fileLimit
  }

  /// The body that a route wants, and a hash over it.
  ///
  /// - Throws: `Problem` 400, 413 or 415.
  func receive(
    _ kind: Route.RequestBody, of request: Request, context: CallContext
  ) async throws -> (body: Call.Body, sha256: String) {
    switch kind {
    case .none:
      // read all the same, so that nobody sends without end
      return (.none, try await collect(request).1)
    case .json:
      _ = try mediaType(of: request, among: ["application/json"])
      _ = try coding(of: request, among: ["identity"])
      let (bytes, hash) = try await collect(request)
      return (.json(try JSON(parsing: bytes)), hash)
    case .file(let types):
      let file = try await store(request, types: types, context: context)
      return (.file(file), file.sha256)
    case .bytes(let type, let isRequired):
      if isRequired || request.hasBody { _ = try mediaType(of: request, among: [type]) }
      _ = try coding(of: request, among: ["identity"])
      return (.bytes(request.body), Self.hash(ofHeadersIn: request))
    }
  }

  /// Refuses by its head the upload that `receive` would refuse.
  ///
  /// - Throws: `Problem` 413 or 415.
  func check(_ kind: Route.RequestBody, of request: Request) throws(Problem) {
    switch kind {
    case .none, .json: return
    case .file(let types):
      _ = try mediaType(of: request, among: types)
      _ = try coding(of: request, among: ["identity", "gzip"])
    case .bytes(let type, let isRequired):
      if isRequired || request.hasBody { _ = try mediaType(of: request, among: [type]) }
      _ = try coding(of: request, among: ["identity"])
    }
    try checkLength(request, limit: fileLimit)
  }

  /// What makes two requests the same whose bodies nobody has seen: what they say of an upload.
  private static func hash(ofHeadersIn request: Request) -> String {
    let said = [TusHeader.length, .deferLength, .metadata].map { request.headers[$0] ?? "" }
    return Hexadecimal.encode(SHA256.hash(data: Data(said.joined(separator: "\n").utf8)))
  }

  /// A small body, whole.
  private func collect(_ request: Request) async throws -> ([UInt8], String) {
    try checkLength(request, limit: Self.jsonLimit)
    let meter = BodyMeter(limit: Self.jsonLimit)
    var bytes: [UInt8] = []
    do {
      for try await chunk in MeteredBody(base: request.body, meter: meter) {
        bytes += chunk.readableBytesView
      }
    } catch { throw Self.problem(meter.failure ?? error) }
    try checkEnd(request, bytes: bytes.count)
    return (bytes, meter.sha256)
  }

  /// A file, streamed to disk; nothing stays there when it fails.
  private func store(
    _ request: Request, types: [String], context: CallContext
  ) async throws -> ReceivedFile {
    let type = try mediaType(of: request, among: types)
    let coding = try coding(of: request, among: ["identity", "gzip"])
    try checkLength(request, limit: fileLimit)

    let url = folder.appending(path: "\(UUID().uuidString.lowercased()).part")
    let wire = BodyMeter(limit: fileLimit)
    let content = BodyMeter(limit: fileLimit)
    let body = MeteredBody(base: request.body, meter: wire)
    do {
      // the inflated bytes are metered too: a small upload must not fill the disk
      if coding == "gzip" {
        let inflated = InflatedBody(base: body, inflater: try GzipInflater())
        let contents = MeteredBody(base: inflated, meter: content)
        try await files.writeFile(contents: contents, path: url.path, context: context)
      } else {
        let contents = MeteredBody(base: body, meter: content)
        try await files.writeFile(contents: contents, path: url.path, context: context)
      }
      try checkEnd(request, bytes: wire.bytes)
    } catch {
      try? FileManager.default.removeItem(at: url)
      throw Self.problem(content.failure ?? error)
    }
    return ReceivedFile(
      url: url, mediaType: type, bytes: content.bytes, sha256: content.sha256)
  }

  // MARK: - Checks

  /// The media type of a request, without parameters.
  private func mediaType(of request: Request, among types: [String]) throws(Problem) -> String {
    let value = request.headers[.contentType] ?? ""
    var type = value.prefix { $0 != ";" }
    while let last = type.last, last == " " || last == "\t" { type.removeLast() }
    let name = type.lowercased()
    guard types.contains(name) else { throw Problem.mediaType(accepted: types).leaving(request) }
    return name
  }

  private func coding(of request: Request, among codings: [String]) throws(Problem) -> String {
    let coding = request.headers[.contentEncoding]?.lowercased() ?? "identity"
    guard codings.contains(coding) else {
      let accepted = codings.map { "Content-Encoding: \($0)" }
      throw Problem.mediaType(accepted: accepted).leaving(request)
    }
    return coding
  }

  /// Refuses what already says that it is too large.
  private func checkLength(_ request: Request, limit: Int) throws(Problem) {
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
      throw .tooLarge(limit: limit, connection: .closedUnread)
    }
  }

  /// A closed connection may look like the end of the body: then bytes are missing.
  private func checkEnd(_ request: Request, bytes: Int) throws(Problem) {
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length != bytes {
      throw Self.cutShort
    }
  }

  private static var cutShort: Problem {
    var problem = Problem.malformed("The body ended early.")
    problem.connection = .closed
    return problem
  }

  /// What a failure while reading means: our own problems, a full disk, or a broken body.
  static func problem(_ error: any Error) -> any Error {
    if error is Problem { return error }
    if String(describing: error).contains("No space left") {
      return Problem.diskIsFull
    }
    return cutShort
  }
}
