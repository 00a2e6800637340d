import CCurl
import Foundation

/// A POST to somebody else's server; the only way in which anything leaves on its own.
///
/// Redirects are not followed, no proxy or password of the environment is used.
public struct OutboundPost: Sendable {
  public var url: String
  /// Names and values; neither may hold a line break.
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]
  /// Seconds from the first look-up to the end of the answer.
  public var timeout: Double
  /// Whether addresses that are not the public internet's are spoken to, too.
  public var allowsPrivate: Bool

  public init(
    url: String, headers: [(name: String, value: String)], body: [UInt8], timeout: Double = 5,
    allowsPrivate: Bool = false
  ) {
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
    self.allowsPrivate = allowsPrivate
  }

  /// What came of it.
  public struct Answer: Sendable, Hashable {
    /// The status, or nil when there was no answer.
    public var status: Int?
    /// From the first look-up to the end.
    public var seconds: Double
    /// Why there was no answer.
    public var problem: String?
  }

  /// Sends it; blocks the thread until there is an answer or the time is up.
  public func send() -> Answer {
    let lines = headers.map { strdup("\($0.name): \($0.value)") }
    defer { for line in lines { free(line) } }
    let texts: [UnsafePointer<CChar>?] = lines.map { $0.map { UnsafePointer($0) } }
    var answer = ccurl_answer()
    texts.withUnsafeBufferPointer { pointers in
      body.withUnsafeBytes { bytes in
        ccurl_post(
          url, pointers.baseAddress, pointers.count, bytes.baseAddress, bytes.count,
          Int(timeout * 1000), allowsPrivate ? 1 : 0, &answer)
      }
    }
    guard answer.ok == 0 else {
      return Answer(status: answer.status, seconds: answer.seconds, problem: nil)
    }
    let address = Self.text(of: answer.address)
    let problem =
      answer.refused == 0 ? Self.text(of: answer.error) : "\(address) is no public address"
    return Answer(status: nil, seconds: answer.seconds, problem: problem)
  }

  /// The text of an array of C characters.
  private static func text<Characters>(of characters: Characters) -> String {
    withUnsafeBytes(of: characters) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
