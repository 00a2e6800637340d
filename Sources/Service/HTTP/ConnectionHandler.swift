import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// What the framework leaves undone on a connection: `100 Continue`, and words for its own 400.
final class ConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// Nobody is asked to go on with a body that declares more than this.
  private let bodyLimit: Int
  /// The body that belongs to the response head that just passed.
  private var pendingBody: ByteBuffer?

  init(bodyLimit: Int) { self.bodyLimit = bodyLimit }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    // a client that waits for a sign before it sends a large body gets it
    if case .head(let head) = unwrapInboundIn(data),
      head.headerFields[.expect]?.lowercased() == "100-continue",
      head.headerFields[.contentLength].flatMap({ Int($0) }) ?? 0 <= bodyLimit
    {
      let informational = HTTPResponsePart.head(HTTPResponse(status: .continue))
      context.writeAndFlush(wrapOutboundOut(informational), promise: nil)
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head) where Self.isBare(head):
      // the framework's answer to what is no HTTP; every other answer has a body already
      let problem = Problem.malformed("This is no valid HTTP/1.1 request.")
      let body = ByteBuffer(bytes: problem.document(instance: "/", requestID: "").serialized)
      head.headerFields[.contentType] = "application/problem+json"
      head.headerFields[.contentLength] = String(body.readableBytes)
      pendingBody = body
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .end:
      if let body = pendingBody {
        pendingBody = nil
        context.write(wrapOutboundOut(.body(body)), promise: nil)
      }
      context.write(data, promise: promise)
    default: context.write(data, promise: promise)
    }
  }

  /// Whether it is the 400 without a body.
  private static func isBare(_ head: HTTPResponse) -> Bool {
    head.status == .badRequest && head.headerFields[.contentLength] == "0"
      && head.headerFields[.contentType] == nil
  }
}
