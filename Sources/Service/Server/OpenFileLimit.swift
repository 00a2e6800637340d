import Foundation

/// How many files and connections the process may have open.
enum OpenFileLimit {
  /// Files that are no client's connection: the database, pipes of children, files on their way.
  static let ownFiles = 512
  /// More than this is never asked for.
  private static let enough: rlim_t = 65_536

  /// Raises the limit as far as the system lets everybody; returns it.
  static func raise() -> Int {
    var limit = rlimit()
    let resource = __rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue))
    guard getrlimit(resource, &limit) == 0 else { return 1024 }
    let wanted = min(limit.rlim_max, enough)
    if limit.rlim_cur < wanted {
      limit.rlim_cur = wanted
      guard setrlimit(resource, &limit) == 0 else { return 1024 }
    }
    return max(ownFiles + 64, Int(min(limit.rlim_cur, enough)))
  }
}
