import Foundation

/// What the system says of this process, by the names that Prometheus' own clients use.
struct ProcessReading {
  /// Seconds of CPU, user and system.
  var cpuSeconds: Double
  /// Bytes in memory.
  var residentBytes: Int
  /// Bytes of address space.
  var virtualBytes: Int
  /// Files and sockets that are open.
  var openFiles: Int
  /// The most that may be open.
  var mostOpenFiles: Int
  /// When it was started, seconds since 1970.
  var startTime: Double

  /// The reading of now, nil where there is no `/proc`.
  init?() {
    guard let stat = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
      let boot = Self.bootTime, let end = stat.lastIndex(of: ")")
    else { return nil }

    // fields after the name, proc(5): utime and stime are the 14th and 15th of all
    let fields = stat[stat.index(after: end)...].split(separator: " ").map { Double($0) ?? 0 }
    guard fields.count > 21 else { return nil }
    let tick = Double(sysconf(Int32(_SC_CLK_TCK)))
    cpuSeconds = (fields[11] + fields[12]) / tick
    startTime = boot + fields[19] / tick
    virtualBytes = Int(fields[20])
    residentBytes = Int(fields[21]) * Int(sysconf(Int32(_SC_PAGESIZE)))

    let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    openFiles = files?.count ?? 0
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit)
    mostOpenFiles = Int(clamping: limit.rlim_cur)
  }

  /// When the machine was started, seconds since 1970.
  private static let bootTime: Double? = {
    let text = (try? String(contentsOfFile: "/proc/stat", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("btime ") }
    return line.flatMap { Double($0.dropFirst("btime ".count)) }
  }()

  /// Adds it to a page.
  func write(to page: inout PrometheusText) {
    page.add(
      "process_cpu_seconds_total", .counter, "Seconds of CPU, user and system.", cpuSeconds)
    page.add(
      "process_resident_memory_bytes", .gauge, "Bytes in memory.", Double(residentBytes))
    page.add(
      "process_virtual_memory_bytes", .gauge, "Bytes of address space.", Double(virtualBytes))
    page.add("process_open_fds", .gauge, "Files and sockets that are open.", Double(openFiles))
    page.add("process_max_fds", .gauge, "The most that may be open.", Double(mostOpenFiles))
    page.add(
      "process_start_time_seconds", .gauge, "When it was started, seconds since 1970.", startTime)
  }
}
