import Foundation

/// Work on a core that many others want, too.
enum Starvation {
  /// Seconds of CPU time that the work takes.
  private static let work = 0.5
  private static let rivals = 7

  /// Works on one core beside processes that take most of it: some four seconds.
  static func suffer() throws {
    try keepOneCore()
    // they inherit the core, and go with a mark or this process; the shell itself only waits
    let mark = NSTemporaryDirectory() + "starvation-\(getpid())"
    guard FileManager.default.createFile(atPath: mark, contents: nil) else {
      fatalError("no mark can be set")
    }
    defer { try? FileManager.default.removeItem(atPath: mark) }
    let loop = "while [ -e '\(mark)' ] && kill -0 \(getpid()); do :; done"
    let all = Array(repeating: "(\(loop)) 2>/dev/null &", count: rivals).joined(separator: " ")
    _ = try Process.run(URL(filePath: "/bin/sh"), arguments: ["-c", "\(all) wait"])
    let end = seconds + work
    while seconds < end {}
  }

  /// CPU time of this process.
  private static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Leaves all cores but the first that this process may use.
  private static func keepOneCore() throws {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
    let core = line?.split { !$0.isNumber }.first ?? "0"
    let taskset = try Process.run(
      URL(filePath: "/usr/bin/taskset"), arguments: ["-cp", "\(core)", "\(getpid())"])
    taskset.waitUntilExit()
    if taskset.terminationStatus != 0 { fatalError("taskset failed") }
  }
}
