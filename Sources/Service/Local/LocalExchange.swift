import NIOCore
import NIOHTTP1

/// An answer, whole.
struct LocalReply: Sendable {
  var status: Int
  var body: [UInt8]
}

/// Sends one request over a connection and gathers its answer.
final class LocalExchange: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  /// No answer to a command is larger, bytes.
  private static let limit = 64 << 20

  private let request: HTTPRequestHead
  private let body: [UInt8]
  private let patience: TimeAmount
  private let promise: EventLoopPromise<LocalReply>
  private var timer: Scheduled<Void>?
  private var status = 0
  private var received: [UInt8] = []

  init(
    _ request: HTTPRequestHead, body: [UInt8], patience: TimeAmount,
    promise: EventLoopPromise<LocalReply>
  ) {
    self.request = request
    self.body = body
    self.patience = patience
    self.promise = promise
  }

  func channelActive(context: ChannelHandlerContext) {
    context.write(wrapOutboundOut(.head(request)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    let (promise, patience) = (promise, patience)
    timer = context.eventLoop.scheduleTask(in: patience) {
      promise.fail(ChannelError.connectTimeout(patience))
    }
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): status = Int(head.status.code)
    case .body(let piece):
      received += piece.readableBytesView
      if received.count > Self.limit {
        end(context, .failure(NIOTooManyBytesError(maxBytes: Self.limit)))
      }
    case .end: end(context, .success(LocalReply(status: status, body: received)))
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    end(context, .failure(error))
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(context, .failure(ChannelError.eof))
    context.fireChannelInactive()
  }

  /// The first end counts.
  private func end(_ context: ChannelHandlerContext, _ result: Result<LocalReply, any Error>) {
    timer?.cancel()
    promise.completeWith(result)
    context.close(promise: nil)
  }
}
