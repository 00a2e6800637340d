import Foundation

/// Cuts a stream of bytes into frames: each a length (u32, little-endian) and so many bytes.
public struct FrameBuffer: Sendable {
  /// The longest frame that is taken unless said otherwise, in bytes.
  public static let longest = 16 << 20

  private let limit: Int
  private var bytes: [UInt8] = []
  private var start = 0

  /// An empty buffer that takes frames of at most `limit` bytes.
  public init(limit: Int = longest) { self.limit = limit }

  /// A frame that is too long: the stream is no stream of frames.
  public struct TooLong: Error, Sendable, Hashable {
    public var length: Int
  }

  /// Takes in what was read.
  public mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  /// The next whole frame's content, or nil when more must be read.
  public mutating func next() throws(TooLong) -> Data? {
    guard bytes.count - start >= 4 else { return nil }
    let length = (0..<4).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
    guard length <= limit else { throw TooLong(length: length) }
    guard bytes.count - start >= 4 + length else { return nil }
    let frame = Data(bytes[(start + 4)..<(start + 4 + length)])
    start += 4 + length

    // the used part goes when it is most of the buffer
    if start * 2 > bytes.count {
      bytes.removeFirst(start)
      start = 0
    }
    return frame
  }

  /// The bytes of a frame with this content.
  public static func frame(_ content: Data) -> Data {
    var frame = Data(capacity: content.count + 4)
    withUnsafeBytes(of: UInt32(content.count).littleEndian) { frame.append(contentsOf: $0) }
    frame.append(content)
    return frame
  }
}
