import HTTPTypes
import Hummingbird

/// Where a client left off in a stream of events.
enum LastEventID {
  /// The number of the last event that it saw; nil for a new client.
  ///
  /// - Throws: `Problem` 400 when the header is no number.
  static func of(_ request: Request) throws(Problem) -> Int? {
    guard let name = HTTPField.Name("Last-Event-ID"), let text = request.headers[name] else {
      return nil
    }
    guard let number = Int(text), number >= 0 else {
      throw .malformed("Last-Event-ID must be the id of an event.", field: "Last-Event-ID")
    }
    return number
  }
}
