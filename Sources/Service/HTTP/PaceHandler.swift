import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Gives up connections that hold on to the server without making use of it: heads and bodies that come
/// by drops, and readers who stop reading.
///
/// The framework itself ends connections that bring nothing at all for its idle time.
final class PaceHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  struct Limits: Sendable {
    /// A head must be there by then: the first after its connection, another after its first byte.
    var head: TimeAmount
    /// Bytes that a body must bring in each window.
    var bytes: Int
    var window: TimeAmount
    /// How long a response may be stuck.
    var stall: TimeAmount

    init(_ settings: ServerSettings) {
      head = TimeAmount(settings.headTimeout)
      window = TimeAmount(settings.rateWindow)
      bytes = Int(Double(settings.minimumRate) * (settings.rateWindow / .seconds(1)))
      stall = TimeAmount(settings.stallTimeout)
    }
  }

  private let limits: Limits
  /// Runs out when a head does not come.
  private var headTimer: Scheduled<Void>?
  /// Whether a request's head was read, and not yet its end.
  private var isInRequest = false
  /// Requests that are not answered to the end.
  private var unanswered = 0
  /// Whether what is being read made a part of a request.
  private var madePart = false
  /// Looks at a body from time to time.
  private var rateTimer: Scheduled<Void>?
  /// Runs out when a response is stuck.
  private var stallTimer: Scheduled<Void>?
  /// Bytes of the body in this window.
  private var bytes = 0
  /// Whether the server waits for bytes; when it does not, the sender is not to blame.
  private var wantsMore = false
  private var wantedMore = false

  init(_ limits: Limits) { self.limits = limits }

  func handlerAdded(context: ChannelHandlerContext) {
    startHead(context)
  }

  private func startHead(_ context: ChannelHandlerContext) {
    headTimer = context.eventLoop.assumeIsolated().scheduleTask(in: limits.head) {
      // who still gets an answer is not waited for
      if self.unanswered == 0 {
        context.close(promise: nil)
      } else {
        self.startHead(context)
      }
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) { stop() }

  func channelInactive(context: ChannelHandlerContext) {
    stop()
    context.fireChannelInactive()
  }

  // MARK: - Requests

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    madePart = true
    switch unwrapInboundIn(data) {
    case .head:
      headTimer?.cancel()
      headTimer = nil
      isInRequest = true
      unanswered += 1
      startWindow(context)
    case .body(let buffer): bytes += buffer.readableBytes
    case .end:
      isInRequest = false
      rateTimer?.cancel()
      rateTimer = nil
    }
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    wantsMore = false
    // bytes between two requests that made nothing are the beginning of a head
    if !madePart, !isInRequest, headTimer == nil { startHead(context) }
    madePart = false
    context.fireChannelReadComplete()
  }

  func read(context: ChannelHandlerContext) {
    wantsMore = true
    context.read()
  }

  private func startWindow(_ context: ChannelHandlerContext) {
    rateTimer?.cancel()
    bytes = 0
    wantedMore = wantsMore
    rateTimer = context.eventLoop.assumeIsolated().scheduleTask(in: limits.window) {
      // slow disks hold senders up, too: only who was waited for at both ends is too slow
      if self.bytes < self.limits.bytes, self.wantedMore, self.wantsMore {
        context.close(promise: nil)
      } else {
        self.startWindow(context)
      }
    }
  }

  // MARK: - Responses

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) { unanswered = max(0, unanswered - 1) }
    context.write(data, promise: promise)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    stallTimer?.cancel()
    stallTimer = nil
    if !context.channel.isWritable {
      stallTimer = context.eventLoop.assumeIsolated().scheduleTask(in: limits.stall) {
        context.close(promise: nil)
      }
    }
    context.fireChannelWritabilityChanged()
  }

  private func stop() {
    for timer in [headTimer, rateTimer, stallTimer] { timer?.cancel() }
    headTimer = nil
    rateTimer = nil
    stallTimer = nil
  }
}
