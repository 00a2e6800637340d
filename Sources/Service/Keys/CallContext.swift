import Hummingbird

/// The framework's context of a request, and where the request came from.
struct CallContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The sender's address without port; empty when it is not known.
  let peer: String

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    peer = source.channel.remoteAddress?.ipAddress ?? ""
  }
}
