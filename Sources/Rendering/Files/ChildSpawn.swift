#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Starts a child whose standard input and standard error are sockets.
enum ChildSpawn {
  /// A flag for `send`: no SIGPIPE.
  #if canImport(Glibc)
    static let quiet = Int32(MSG_NOSIGNAL)
  #else
    static let quiet: Int32 = 0
  #endif

  /// Two connected sockets that no other child gets; ours never blocks.
  ///
  /// Nil sets `errno`.
  static func channel() -> (ours: Int32, theirs: Int32)? {
    var pair: [Int32] = [-1, -1]
    #if canImport(Glibc)
      let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    guard socketpair(AF_UNIX, kind, 0, &pair) == 0 else { return nil }

    // away from 0, 1 and 2, which the child's own are moved to
    let high = pair.map { fcntl($0, F_DUPFD_CLOEXEC, 3) }
    pair.forEach { close($0) }
    guard high.allSatisfy({ $0 >= 0 }) else {
      high.filter { $0 >= 0 }.forEach { close($0) }
      return nil
    }
    _ = fcntl(high[0], F_SETFL, fcntl(high[0], F_GETFL) | O_NONBLOCK)
    #if !canImport(Glibc)
      var on: Int32 = 1
      setsockopt(high[0], SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
    #endif
    return (high[0], high[1])
  }

  /// Starts a program with this process's environment; its standard output goes nowhere.
  static func start(
    _ executable: String, arguments: [String], input: Int32, complaints: Int32
  ) -> (pid: pid_t?, error: Int32) {
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #else
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, complaints, 2)

    // signals as a fresh process has them, whatever this one ignores or blocks
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) }
    words.append(nil)
    defer { words.forEach { free($0) } }
    var pid: pid_t = 0
    let error = posix_spawn(&pid, executable, &actions, &attributes, words, environ)
    return (error == 0 ? pid : nil, error)
  }
}
