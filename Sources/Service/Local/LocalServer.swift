import Catalog
import Foundation
import JSONText
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// The running server of a data folder, as a command on the same machine speaks to it.
///
/// ```swift
/// let server = LocalServer.find(folder: "mill")
/// let keys = try await server?.call(.GET, "/v1/keys")
/// ```
public struct LocalServer: Sendable {
  private let host: String
  private let port: Int
  /// SHA-256 of the certificate that it must show; nil without TLS.
  private let certificate: String?
  private let key: KeyText

  /// What a server said of itself in its folder; nil when none did.
  public static func find(folder: String) -> LocalServer? {
    guard let file = ServerFile.read(folder: folder), let key = LocalToken.read(folder: folder),
      let url = file["url"]?.text.flatMap({ URLComponents(string: $0) }), let port = url.port,
      let host = url.host?.trimmingCharacters(in: ["[", "]"])
    else { return nil }
    let certificate = file["certificate_sha256"]?.text
    guard (certificate != nil) == (url.scheme == "https") else { return nil }
    return LocalServer(host: host, port: port, certificate: certificate, key: key)
  }

  /// Sends a request with the folder's key; the answer's JSON, null when it has no body.
  ///
  /// `patience` is how long the answer may take, seconds.
  ///
  /// - Throws: `LocalServerError`; `.refused` for every status from 400 on.
  public func call(
    _ method: HTTPMethod, _ path: String, _ body: JSON? = nil, patience: Int64 = 60
  ) async throws(LocalServerError) -> JSON {
    let reply = try await accepted(method, path, body, patience: patience)
    guard !reply.body.isEmpty else { return .null }
    guard let json = try? JSON(parsing: reply.body, maximumDepth: 64) else {
      throw .broken("status \(reply.status), no JSON")
    }
    return json
  }

  /// The same for an answer of one document a line.
  ///
  /// - Throws: `LocalServerError`; `.refused` for every status from 400 on.
  public func lines(
    _ method: HTTPMethod, _ path: String, _ body: JSON? = nil, patience: Int64 = 60
  ) async throws(LocalServerError) -> [[UInt8]] {
    let reply = try await accepted(method, path, body, patience: patience)
    return reply.body.split(separator: 0x0A).map { Array($0) }
  }

  /// An answer that is no problem.
  private func accepted(
    _ method: HTTPMethod, _ path: String, _ body: JSON?, patience: Int64
  ) async throws(LocalServerError) -> LocalReply {
    let reply = try await send(method, path, body.map(\.serialized) ?? [], patience: patience)
    guard reply.status < 400 else {
      let problem = try? JSON(parsing: reply.body, maximumDepth: 64)
      throw .refused(
        status: reply.status,
        detail: problem?["detail"]?.text ?? "the server answered with \(reply.status)")
    }
    return reply
  }

  private func send(
    _ method: HTTPMethod, _ path: String, _ body: [UInt8], patience: Int64
  ) async throws(LocalServerError) -> LocalReply {
    var head = HTTPRequestHead(version: .http1_1, method: method, uri: path)
    head.headers = [
      "Host": "localhost", "Authorization": "Bearer \(key.text)", "Connection": "close",
      "Content-Length": String(body.count),
    ]
    if !body.isEmpty { head.headers.add(name: "Content-Type", value: "application/json") }

    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let promise = loop.makePromise(of: LocalReply.self)
    let request = head
    let shown = Shown()
    let bootstrap = ClientBootstrap(group: loop).connectTimeout(.seconds(5))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if let certificate { try pipeline.addHandler(Self.tls(showing: certificate, shown)) }
          try pipeline.addHTTPClientHandlers()
          try pipeline.addHandler(
            LocalExchange(request, body: body, patience: .seconds(patience), promise: promise))
        }
      }
    do {
      _ = try await bootstrap.connect(host: host, port: port).get()
    } catch {
      promise.fail(error)
      throw .unreachable("\(error)")
    }
    do { return try await promise.futureResult.get() } catch {
      throw shown.isAnother.load(ordering: .relaxed) ? .stranger : .unreachable("\(error)")
    }
  }

  /// What is known of the certificate that was shown.
  private final class Shown: Sendable {
    let isAnother = Atomic(false)
  }

  /// TLS with the one certificate that the server's file names, whoever signed it.
  private static func tls(
    showing certificate: String, _ known: Shown
  ) throws -> NIOSSLClientHandler {
    let context = try NIOSSLContext(configuration: .makeClientConfiguration())
    return try NIOSSLClientHandler(
      context: context, serverHostname: nil,
      customVerificationCallback: { shown, promise in
        let isIt = shown.first.flatMap(TLSFiles.fingerprint) == certificate
        known.isAnother.store(!isIt, ordering: .relaxed)
        promise.succeed(isIt ? .certificateVerified : .failed)
      })
  }
}
