import HTTPTypes
import Hummingbird
import ServiceLifecycle

/// Answers with a stream of events that ends when they do, or when the server shuts down.
enum EventStreamAnswer {
  /// Events as they come, and a comment whenever `heartbeat` went by.
  static func make<Events: AsyncSequence & Sendable>(
    _ events: Events, heartbeat: Duration,
    while isWelcome: @escaping @Sendable () -> Bool = { true }
  ) -> Answer where Events.Element == ServerSentEvent {
    let headers: HTTPFields = [
      .contentType: "text/event-stream", .cacheControl: "no-store",
    ]
    let body = ResponseBody { writer in
      // of a client that reads too slowly only the latest is kept: each event is a whole state
      let (lines, sink) = AsyncStream.makeStream(
        of: String.self, bufferingPolicy: .bufferingNewest(16))
      sink.yield("retry: 2000\n\n")
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          defer { sink.finish() }
          for try await event in events { sink.yield(event.text) }
        }
        group.addTask {
          while !Task.isCancelled {
            try await Task.sleep(for: heartbeat)
            sink.yield(": alive\n\n")
          }
        }

        // a client that went away is noticed at the next write
        for await line in lines.cancelOnGracefulShutdown() {
          guard isWelcome() else { break }
          try await writer.write(ByteBuffer(string: line))
        }
        group.cancelAll()
      }
      try await writer.finish(nil)
    }
    return Answer(.ok, headers: headers, body: .stream(body))
  }
}
