import Foundation

/// What the kernel says of this process' memory.
enum ProcessMemory {
  /// The most bytes that were resident at once (`VmHWM` of proc(5)); 0 where nobody says.
  static var peak: Int {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0) * 1024
  }
}
