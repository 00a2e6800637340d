import CZlib
import Hummingbird

/// Undoes gzip piece by piece, in bounded memory.
final class GzipInflater {
  /// The most that one step gives.
  static let chunkSize = 256 << 10

  // zlib keeps the address of its stream, so it must not move
  private let stream: UnsafeMutablePointer<z_stream>
  private var input = ByteBuffer()
  private var outputWasFull = false
  /// Whether the input so far ends where a gzip member ends.
  private(set) var isComplete = false

  init() throws(Problem) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window, and 16 for the gzip wrapper
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, size) == Z_OK else {
      throw Problem(status: .internalServerError, detail: "Inflating cannot start.")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Takes more of the compressed bytes; only when `next` gave nil.
  func feed(_ buffer: ByteBuffer) { input = buffer }

  /// The next piece of what was compressed, nil when more input is needed.
  ///
  /// - Throws: `Problem` 400 when the input is no gzip.
  func next() throws(Problem) -> ByteBuffer? {
    while input.readableBytes > 0 || outputWasFull {
      // a gzip file may hold several members, one after another
      if isComplete {
        guard input.readableBytes > 0, inflateReset(stream) == Z_OK else { return nil }
        isComplete = false
      }
      let output = try step()
      if output.readableBytes > 0 { return output }
    }
    return nil
  }

  /// One call of zlib.
  private func step() throws(Problem) -> ByteBuffer {
    var output = ByteBuffer()
    var status = Z_OK
    var consumed = 0
    let available = input.readableBytes
    input.withUnsafeMutableReadableBytes { source in
      stream.pointee.next_in = source.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_in = UInt32(clamping: available)
      let offered = stream.pointee.avail_in
      output.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.chunkSize) { target in
        stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(Self.chunkSize)
        status = inflate(stream, Z_NO_FLUSH)
        return Self.chunkSize - Int(stream.pointee.avail_out)
      }
      consumed = Int(offered - stream.pointee.avail_in)
    }
    input.moveReaderIndex(forwardBy: consumed)
    outputWasFull = stream.pointee.avail_out == 0

    switch status {
    case Z_STREAM_END:
      isComplete = true
      outputWasFull = false
    case Z_OK: break
    // nothing left to do with this input
    case Z_BUF_ERROR where consumed == 0 && output.readableBytes == 0:
      outputWasFull = false
      if input.readableBytes > 0 { throw Self.broken }
    default: throw Self.broken
    }
    return output
  }

  static var broken: Problem {
    .malformed("The body is not gzip, or cut short, although Content-Encoding says gzip.")
  }
}
