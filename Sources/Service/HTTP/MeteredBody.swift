import Hummingbird

/// A body whose every chunk goes through a meter.
struct MeteredBody<Base: AsyncSequence>: AsyncSequence where Base.Element == ByteBuffer {
  let base: Base
  let meter: BodyMeter

  struct AsyncIterator: AsyncIteratorProtocol {
    var base: Base.AsyncIterator
    let meter: BodyMeter

    mutating func next() async throws -> ByteBuffer? {
      do {
        guard let chunk = try await base.next() else { return nil }
        try meter.pass(chunk)
        return chunk
      } catch {
        meter.failure = error
        if error is Problem { await drain() }
        throw error
      }
    }

    /// Reads on for a little while, so that a sender of slightly too much hears the answer.
    private mutating func drain() async {
      let deadline = ContinuousClock.now.advanced(by: .seconds(2))
      var left = 16 << 20
      while left > 0, ContinuousClock.now < deadline, let chunk = try? await base.next() {
        left -= chunk.readableBytes
      }
    }
  }

  func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(base: base.makeAsyncIterator(), meter: meter)
  }
}
