import ServiceLifecycle

/// Stands before the server at shutdown: says that it drains, and gives whoever watches `/readyz`
/// a moment to send requests elsewhere.
struct DrainService: ServiceLifecycle.Service {
  let draining: Draining
  /// How long the server still takes new connections.
  let delay: Duration

  func run() async throws {
    try? await gracefulShutdown()
    draining.begin()
    // a second signal cancels, and then nobody waits
    try? await Task.sleep(for: delay)
  }
}
