import Hummingbird
import NIOCore

/// The framework's context of a request, and where the request came from.
struct CallContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The sender's address without port; empty when it is not known.
  let peer: String
  /// The connection.
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
    peer = source.channel.remoteAddress?.ipAddress ?? ""
  }
}
