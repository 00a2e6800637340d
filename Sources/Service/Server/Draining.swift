import Synchronization

/// Whether a server is about to stop: still answering, but no longer asking for requests.
public final class Draining: Sendable {
  private let state = Atomic(false)

  public init() {}

  /// Whether it is.
  public var isOn: Bool { state.load(ordering: .acquiring) }

  /// Says that it is, for good.
  public func begin() { state.store(true, ordering: .releasing) }
}
