import Crypto
import Foundation

/// A key as its owner shows it: `dm_<id>_<secret>`, hexadecimal.
///
/// The secret is 256 bits of the system's randomness, so that a plain hash of it needs no salt.
public struct KeyText: Sendable, Hashable {
  public let id: String
  private let secret: String

  /// A new key; its id is a name when that is given, 12 random digits otherwise.
  public static func make(id: String? = nil) -> KeyText {
    KeyText(id: id ?? random(bytes: 6), secret: random(bytes: secretLength / 2))
  }

  /// The key of a text; nil when it is none.
  public init?(parsing text: String) {
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "dm", (1...32).contains(parts[1].utf8.count),
      parts[1].utf8.allSatisfy({ Self.digits.contains($0) || Self.letters.contains($0) }),
      parts[2].utf8.count == Self.secretLength,
      parts[2].utf8.allSatisfy({ Self.digits.contains($0) || Self.hexLetters.contains($0) })
    else { return nil }
    self.init(id: String(parts[1]), secret: String(parts[2]))
  }

  private init(id: String, secret: String) {
    self.id = id
    self.secret = secret
  }

  /// What the owner keeps.
  public var text: String { "dm_\(id)_\(secret)" }

  /// SHA-256 of the secret, 32 bytes; this is what is kept of it.
  public var hash: Data { Data(SHA256.hash(data: Data(secret.utf8))) }

  /// Whether the secret has this hash; takes as long for any other.
  public func has(hash: Data) -> Bool { SHA256.hash(data: Data(secret.utf8)) == hash }

  /// Hexadecimal digits of a secret.
  private static let secretLength = 64
  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
  private static let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
  private static let hexLetters = UInt8(ascii: "a")...UInt8(ascii: "f")

  private static func random(bytes count: Int) -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<(2 * count)).map { _ in
      String(Int.random(in: 0..<16, using: &generator), radix: 16)
    }.joined()
  }
}
