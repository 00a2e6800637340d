import Subprocess
import Synchronization

/// The last few hundred characters of a stream of text.
final class TextTail: Sendable {
  /// Bytes that are kept.
  static let length = 2048

  private let bytes = Mutex<[UInt8]>([])

  /// Reads a stream to its end.
  func drain(_ stream: SubprocessOutputSequence) async {
    do {
      for try await piece in stream {
        let more = piece.withUnsafeBytes { Array($0) }
        bytes.withLock { bytes in
          bytes += more
          if bytes.count > Self.length { bytes.removeFirst(bytes.count - Self.length) }
        }
      }
    } catch {}
  }

  /// What is kept, without white space around it.
  var text: String {
    let text = String(decoding: bytes.withLock { $0 }, as: UTF8.self)
    let trimmed = text.drop { $0.isWhitespace }
    guard let last = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(trimmed[...last])
  }
}
