import JSONText

/// One event of a stream (WHATWG HTML, server-sent events).
struct ServerSentEvent: Sendable {
  var id: Int
  var name: String
  var data: JSON

  /// As it goes on the wire; JSON holds no line break.
  var text: String {
    "id: \(id)\nevent: \(name)\ndata: \(String(decoding: data.serialized, as: UTF8.self))\n\n"
  }
}
