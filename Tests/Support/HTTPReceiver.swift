import Foundation
import Synchronization

/// A real HTTP server on this machine, so plain that a test decides what each request is answered with.
public final class HTTPReceiver: Sendable {
  /// What came in.
  public struct Request: Sendable {
    /// Method, target and version.
    public var line: String
    /// By name in lower case.
    public var headers: [String: String]
    public var body: [UInt8]

    public var text: String { String(decoding: body, as: UTF8.self) }
  }

  /// What goes out.
  public struct Reply: Sendable {
    public var status: Int
    public var headers: [String: String]
    public var body: String
    /// Seconds before anything is said.
    public var delay: Double

    public init(
      _ status: Int, headers: [String: String] = [:], body: String = "", delay: Double = 0
    ) {
      self.status = status
      self.headers = headers
      self.body = body
      self.delay = delay
    }
  }

  public struct Failure: Error {}

  private let descriptor: Int32
  public let port: Int
  private let received = Mutex<[Request]>([])
  private let isOpen = Mutex(true)
  private let reply: @Sendable (_ index: Int, Request) -> Reply

  /// Listens at a free port; `reply` is asked with the number of the request, from 0 on.
  public init(
    reply: @escaping @Sendable (_ index: Int, Request) -> Reply = { _, _ in Reply(204) }
  ) throws {
    self.reply = reply
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let own = descriptor
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(own, $0, size) == 0 && listen(own, 64) == 0 && getsockname(own, $0, &size) == 0
      }
    }
    guard isBound else { throw Failure() }
    port = Int(in_port_t(bigEndian: address.sin_port))
    Thread.detachNewThread { [weak self] in
      while true {
        let client = accept(own, nil, nil)
        guard client >= 0 else {
          // only here, so that nobody accepts on a number that has become another's
          close(own)
          return
        }
        guard let self else {
          close(client)
          close(own)
          return
        }
        Thread.detachNewThread { self.serve(client) }
      }
    }
  }

  deinit { stop() }

  /// Listens no more: connections are refused from now on.
  public func stop() {
    // once only: the number of a closed descriptor is soon another file's
    let wasOpen = isOpen.withLock { open in
      defer { open = false }
      return open
    }
    guard wasOpen else { return }
    shutdown(descriptor, Int32(SHUT_RDWR))
  }

  /// All requests so far, in order.
  public var requests: [Request] { received.withLock { $0 } }

  /// So many requests, as soon as there are; fewer when they do not come.
  public func requests(_ count: Int, within seconds: Double = 20) async throws -> [Request] {
    let end = ContinuousClock.now + .seconds(seconds)
    while requests.count < count, ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(10))
    }
    return requests
  }

  /// One request of one connection.
  private func serve(_ client: Int32) {
    defer { close(client) }
    guard let request = Self.read(client) else { return }
    let index = received.withLock { all in
      all.append(request)
      return all.count - 1
    }
    let reply = reply(index, request)
    if reply.delay > 0 { Thread.sleep(forTimeInterval: reply.delay) }
    var text = "HTTP/1.1 \(reply.status) Word\r\nContent-Length: \(reply.body.utf8.count)\r\n"
    for (name, value) in reply.headers { text += "\(name): \(value)\r\n" }
    let bytes = Array((text + "Connection: close\r\n\r\n" + reply.body).utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  private static func read(_ client: Int32) -> Request? {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let text = String(decoding: bytes, as: UTF8.self)
      if let end = text.firstRange(of: "\r\n\r\n") {
        let lines = text[..<end.lowerBound].split(separator: "\r\n").map(String.init)
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
          let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
          if parts.count == 2 {
            headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
          }
        }
        let head = text[..<end.upperBound].utf8.count
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        if bytes.count >= head + length {
          return Request(
            line: lines.first ?? "", headers: headers,
            body: Array(bytes[head..<(head + length)]))
        }
      }
      let count = recv(client, &piece, piece.count, 0)
      guard count > 0 else { return nil }
      bytes += piece.prefix(count)
    }
  }
}
