import Crypto
import Hummingbird

/// The body of an upload on its way in: watched, counted, and hashed where that is asked for.
///
/// It has one reader at a time, who may leave the rest to the next.
final class IncomingBody: AsyncSequence, @unchecked Sendable {
  typealias Element = ByteBuffer

  let sender: Sender
  /// Bytes that came and were let in.
  private(set) var bytes = 0
  /// What lets bytes in, by their number so far; nil for all.
  var allowance: UploadAllowance?
  private var hasher: SHA256?
  private var iterator: RequestBody.AsyncIterator
  /// What was read ahead.
  private var ahead: [ByteBuffer] = []
  private var failure: (any Error)?
  private var isOver = false

  /// The body of a request, which nobody else reads.
  init(_ request: Request, sender: Sender, isHashed: Bool) {
    self.sender = sender
    iterator = request.body.makeAsyncIterator()
    if isHashed { hasher = SHA256() }
  }

  /// The hash of what came so far, in hexadecimal; empty unless asked for.
  var sha256: String { hasher.map { Hexadecimal.encode($0.finalize()) } ?? "" }

  /// Waits until so many bytes have come, or all that will; they are read again, and so is what ended them.
  func readAhead(_ count: Int) async {
    var held = 0
    do {
      while held < count, let chunk = try await receive() {
        held += chunk.readableBytes
        ahead.append(chunk)
      }
    } catch { failure = error }
    ahead.reverse()
  }

  /// Reads on to the end.
  ///
  /// - Throws: `Problem` 413 past the limit.
  func exhaust(limit: Int) async throws {
    while try await next() != nil {
      guard bytes <= limit else { throw Problem.tooLarge(limit: limit, connection: .closed) }
    }
  }

  private func next() async throws -> ByteBuffer? {
    if let chunk = ahead.popLast() { return chunk }
    if let failure {
      self.failure = nil
      throw failure
    }
    return try await receive()
  }

  /// The next bytes of the connection; nil at the end, however often that is asked.
  private func receive() async throws -> ByteBuffer? {
    guard !isOver else { return nil }
    sender.waits()
    let chunk: ByteBuffer?
    do { chunk = try await iterator.next() } catch {
      isOver = true
      sender.came(nil)
      throw error
    }
    sender.came(chunk?.readableBytes)
    guard let chunk else {
      isOver = true
      return nil
    }
    try await allowance?.cover(bytes + chunk.readableBytes)
    bytes += chunk.readableBytes
    if hasher != nil { chunk.withUnsafeReadableBytes { hasher?.update(bufferPointer: $0) } }
    return chunk
  }

  struct AsyncIterator: AsyncIteratorProtocol {
    let body: IncomingBody

    func next() async throws -> ByteBuffer? { try await body.next() }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(body: self) }
}
