import Foundation

/// Names and addresses that only this machine can mean.
enum Loopback {
  /// Whether a host without port is one.
  static func isHost(_ host: some StringProtocol) -> Bool {
    if host.lowercased() == "localhost" { return true }
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, String(host), &four) == 1 {
      return UInt32(bigEndian: four.s_addr) >> 24 == 127
    }
    return inet_pton(AF_INET6, String(host), &six) == 1 && String(host) == "::1"
  }

  /// Whether the value of a Host header is one; absent is, too, as of a client of HTTP/1.0.
  ///
  /// A page of another site that has its own name lead to this machine is told by it.
  static func isMeant(by authority: String?) -> Bool {
    guard let authority, !authority.isEmpty else { return true }
    if authority.hasPrefix("[") {
      return isHost(authority.dropFirst().prefix { $0 != "]" })
    }
    return isHost(authority.prefix { $0 != ":" })
  }
}
