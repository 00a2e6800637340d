#if canImport(Glibc)
  import Glibc
#endif

/// Bounds that a process sets on itself before it touches an untrusted file.
public struct WorkerLimits: Sendable, Hashable {
  /// Bytes of address space.
  public var memory = 1 << 30
  /// Seconds of CPU.
  public var cpuSeconds = 10
  /// Bytes of any one file it writes.
  public var fileSize = 256 << 20

  public init() {}

  /// Sets the bounds, for good.
  public func apply() {
    for (resource, value) in [
      (RLIMIT_AS, memory), (RLIMIT_CPU, cpuSeconds), (RLIMIT_FSIZE, fileSize), (RLIMIT_CORE, 0),
    ] {
      var limit = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
      setrlimit(__rlimit_resource_t(UInt32(resource.rawValue)), &limit)
    }
  }
}
