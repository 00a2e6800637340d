#if canImport(Glibc)
  import Glibc
#endif

/// How many files and connections a process may have open.
enum FileDescriptors {
  /// The most that is asked for.
  static let most = 65_536

  /// Raises this process's limit as far as it may: many slow connections must not use them up.
  static func raiseLimit() {
    var limit = rlimit()
    let resource = __rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue))
    guard getrlimit(resource, &limit) == 0 else { return }
    let wanted = min(limit.rlim_max, rlim_t(most))
    guard wanted > limit.rlim_cur else { return }
    limit.rlim_cur = wanted
    _ = setrlimit(resource, &limit)
  }
}
