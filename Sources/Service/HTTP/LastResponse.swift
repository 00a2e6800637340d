import Hummingbird

/// The last response of a connection whose sender still sends what nobody wants.
enum LastResponse {
  /// The connection is given up once the response is out.
  private struct GivenUp: Error {}

  /// A response that reads on a little while after it is written, then gives the connection up.
  ///
  /// Closing at once could reset the connection and lose the response on its way.
  static func make(_ response: Response, reading unread: RequestBody?) -> Response {
    let body = response.body
    var last = response
    last.headers[.connection] = "close"
    last.body = ResponseBody(contentLength: body.contentLength) { writer in
      try await body.write(writer)
      guard let unread else { throw GivenUp() }
      let deadline = ContinuousClock.now.advanced(by: .seconds(2))
      var left = 16 << 20
      for try await chunk in unread {
        left -= chunk.readableBytes
        if left < 0 || ContinuousClock.now > deadline { break }
      }
      throw GivenUp()
    }
    return last
  }
}
