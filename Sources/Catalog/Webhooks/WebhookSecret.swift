import Crypto
import Foundation

/// The secret that a webhook's messages are signed with: `whsec_` and the base64 of 32 random bytes.
public struct WebhookSecret: Sendable, Hashable {
  /// As the receiver gets it.
  public let text: String

  private static let prefix = "whsec_"

  /// Hours that messages are signed with the secret before, too, after it was replaced.
  static let overlap = 24 * 3600.0

  public init(text: String) { self.text = text }

  /// A new one, from the system's generator: nobody may guess it.
  static func random() -> WebhookSecret {
    let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
    return WebhookSecret(text: prefix + bytes.base64EncodedString())
  }

  /// The signature of a message: `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`.
  ///
  /// See standardwebhooks.com. `timestamp` is in whole seconds since 1970.
  public func signature(id: String, timestamp: Int, body: String) -> String {
    let key = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))) ?? Data()
    let code = HMAC<SHA256>.authenticationCode(
      for: Data("\(id).\(timestamp).\(body)".utf8), using: SymmetricKey(data: key))
    return "v1," + Data(code).base64EncodedString()
  }
}
