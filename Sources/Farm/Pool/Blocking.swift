import Dispatch

/// Calls that wait for the disk, kept off the threads that everything else runs on.
public enum Blocking {
  /// Runs `body` on a thread that may wait.
  public static func run<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
    }
  }
}
