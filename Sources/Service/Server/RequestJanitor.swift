import Catalog
import ServiceLifecycle

/// Forgets the answers of keyed requests that are past their time, once an hour.
struct RequestJanitor: ServiceLifecycle.Service {
  let catalog: Catalog

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        try? await catalog.forgetRequests(olderThan: Idempotency.lifetime)
        try? await Task.sleep(for: .seconds(3600))
      }
    }
  }
}
