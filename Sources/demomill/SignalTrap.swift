import Dispatch
import Foundation

/// Runs a closure in place of what signals do by default.
struct SignalTrap {
  private let sources: [any DispatchSourceSignal]

  init(_ signals: [Int32], _ handler: @escaping @Sendable () -> Void) {
    sources = signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler(handler: handler)
      source.resume()
      return source
    }
  }

  /// Stops listening.
  func end() { for source in sources { source.cancel() } }
}
