import Synchronization

/// Counts the requests of a server by operation and status, and how long they took.
///
/// Labels are the names of operations, never ids, so that there are only as many series as routes.
final class RequestMetrics: Sendable {
  /// Upper bounds of the histogram's buckets, seconds.
  static let buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

  /// What an operation took so far.
  private struct Duration {
    /// Requests by bucket, each in the first that holds it; the last holds what is longer.
    var counts = [Int](repeating: 0, count: RequestMetrics.buckets.count + 1)
    var sum = 0.0
  }

  private struct State {
    var inFlight = 0
    /// Requests by operation, then status.
    var statuses: [String: [Int: Int]] = [:]
    var durations: [String: Duration] = [:]
  }

  private let state = Mutex(State())

  /// Notes that a request came in.
  func began() { state.withLock { $0.inFlight += 1 } }

  /// Notes that its answer is known; bodies that are streamed go on after it.
  func ended(_ operation: String, status: Int, seconds: Double) {
    let bucket = Self.buckets.firstIndex { seconds <= $0 } ?? Self.buckets.count
    state.withLock { state in
      state.inFlight -= 1
      state.statuses[operation, default: [:]][status, default: 0] += 1
      state.durations[operation, default: Duration()].counts[bucket] += 1
      state.durations[operation, default: Duration()].sum += seconds
    }
  }

  /// Adds what was counted to a page.
  func write(to page: inout PrometheusText) {
    let state = state.withLock { $0 }
    page.add(
      "demomill_http_requests_in_flight", .gauge, "Requests whose answer is not known yet.",
      Double(state.inFlight))
    page.describe(
      "demomill_http_requests_total", .counter, "Requests by operation and status.")
    for (operation, statuses) in state.statuses.sorted(by: { $0.key < $1.key }) {
      for (status, count) in statuses.sorted(by: { $0.key < $1.key }) {
        page.sample(
          "demomill_http_requests_total",
          [("operation", operation), ("status", String(status))], Double(count))
      }
    }

    // buckets are cumulative
    let name = "demomill_http_request_duration_seconds"
    page.describe(name, .histogram, "Seconds from a request's head to its answer's.")
    for (operation, duration) in state.durations.sorted(by: { $0.key < $1.key }) {
      var count = 0
      for (bound, inBucket) in zip(Self.buckets.map { "\($0)" } + ["+Inf"], duration.counts) {
        count += inBucket
        page.sample("\(name)_bucket", [("operation", operation), ("le", bound)], Double(count))
      }
      page.sample("\(name)_sum", [("operation", operation)], duration.sum)
      page.sample("\(name)_count", [("operation", operation)], Double(count))
    }
  }
}
