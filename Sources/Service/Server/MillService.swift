import Farm
import ServiceLifecycle

/// A mill's workers and exports as a service, stopped when the group shuts down.
public struct MillService: ServiceLifecycle.Service {
  private let mill: Mill

  public init(_ mill: Mill) { self.mill = mill }

  public func run() async throws {
    try await cancelWhenGracefulShutdown { try await mill.run() }
  }
}
