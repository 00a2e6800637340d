import Hummingbird

/// A gzipped body, inflated as it arrives.
struct InflatedBody<Base: AsyncSequence>: AsyncSequence where Base.Element == ByteBuffer {
  let base: Base
  let inflater: GzipInflater

  struct AsyncIterator: AsyncIteratorProtocol {
    var base: Base.AsyncIterator
    let inflater: GzipInflater

    mutating func next() async throws -> ByteBuffer? {
      while true {
        if let piece = try inflater.next() { return piece }
        guard let more = try await base.next() else {
          guard inflater.isComplete else { throw GzipInflater.broken }
          return nil
        }
        inflater.feed(more)
      }
    }
  }

  func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(base: base.makeAsyncIterator(), inflater: inflater)
  }
}
