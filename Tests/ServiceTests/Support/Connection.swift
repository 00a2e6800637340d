import Foundation
import Synchronization

/// One TCP connection, so plain that a test decides about every byte.
final class Connection: Sendable {
  struct Failure: Error { var what: String }

  private let descriptor: Int32
  private let unread = Mutex<[UInt8]>([])
  private let isOpen = Mutex(true)

  /// Connects to a port of this machine; every later wait ends after `patience` seconds.
  init(port: Int, patience: Int = 60) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(what: "socket") }
    var limit = timeval(tv_sec: patience, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(
        descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
    }
    guard result == 0 else {
      close()
      throw Failure(what: "connect: \(errno)")
    }
  }

  deinit { close() }

  func close() {
    let wasOpen = isOpen.withLock { open in
      defer { open = false }
      return open
    }
    if wasOpen { Foundation.close(descriptor) }
  }

  /// Closes with a reset instead of an orderly end.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    close()
  }

  /// Sends everything.
  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failure(what: "send: \(errno)") }
      sent += count
    }
  }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  /// Bytes up to and including a mark; what follows it stays for the next call.
  func receive(until mark: String) throws -> String {
    while true {
      let found: String? = unread.withLock { bytes in
        guard let end = Self.end(of: Array(mark.utf8), in: bytes) else { return nil }
        defer { bytes.removeFirst(end) }
        return String(decoding: bytes[..<end], as: UTF8.self)
      }
      if let found { return found }
      guard try fill() else { throw Failure(what: "the connection ended") }
    }
  }

  /// So many bytes; nil for all until the end.
  func receive(count: Int?) throws -> [UInt8] {
    while true {
      let held = unread.withLock { $0.count }
      if let count, held >= count { break }
      guard try fill() else {
        if let count, held < count { throw Failure(what: "the connection ended") }
        break
      }
    }
    return unread.withLock { bytes in
      let taken = Array(bytes.prefix(count ?? bytes.count))
      bytes.removeFirst(taken.count)
      return taken
    }
  }

  /// Receives some more; false at the end.
  private func fill() throws -> Bool {
    var piece = [UInt8](repeating: 0, count: 256 << 10)
    let count = recv(descriptor, &piece, piece.count, 0)
    guard count >= 0 else { throw Failure(what: "receive: \(errno)") }
    unread.withLock { $0 += piece.prefix(count) }
    return count > 0
  }

  private static func end(of mark: [UInt8], in bytes: [UInt8]) -> Int? {
    guard bytes.count >= mark.count else { return nil }
    let last = bytes.count - mark.count
    return (0...last).first { bytes[$0..<($0 + mark.count)].elementsEqual(mark) }
      .map { $0 + mark.count }
  }
}
