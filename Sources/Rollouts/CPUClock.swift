import Glibc

/// CPU seconds of this process: what a shared machine can be compared by.
public enum CPUClock {
  /// User and system time so far.
  public static func seconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
    return Double(now.tv_sec) + 1e-9 * Double(now.tv_nsec)
  }
}
