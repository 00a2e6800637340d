import Subprocess

#if canImport(Glibc)
  import Glibc
#endif

/// How a worker process came to its end.
struct WorkerEnding: Sendable, Hashable, CustomStringConvertible {
  enum Kind: Sendable, Hashable {
    case exited(Int32)
    case signaled(Int32)
    /// Killed by the server since it took too long.
    case timedOut
    case didNotStart(String)
  }

  var kind: Kind
  /// The last of what it wrote to standard error.
  var stderr: String

  init(kind: Kind, stderr: String) {
    self.kind = kind
    self.stderr = stderr
  }

  init(_ status: TerminationStatus, timedOut: Bool, stderr: String) {
    self.stderr = stderr
    switch status {
    case .exited(let code): kind = timedOut ? .timedOut : .exited(code)
    case .signaled(let signal): kind = timedOut ? .timedOut : .signaled(signal)
    }
  }

  /// Whether its own work killed it, rather than somebody from outside.
  var isCrash: Bool {
    switch kind {
    case .timedOut: true
    case .signaled(let signal):
      [SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS, SIGXCPU, SIGXFSZ]
        .contains(signal)
    case .exited, .didNotStart: false
    }
  }

  var description: String {
    let what =
      switch kind {
      case .exited(let code): "the worker exited with code \(code)"
      case .signaled(let signal): "the worker was ended by signal \(signal)"
      case .timedOut: "the worker took too long and was killed"
      case .didNotStart(let reason): "the worker did not start: \(reason)"
      }
    return stderr.isEmpty ? what : "\(what); it last said: \(stderr)"
  }
}
