import Episodes
import Foundation

/// What drawing many kitchens has shown.
struct ScenesReport {
  let tasks: [String]
  private var seconds: [Double] = []
  private var drawnByTask: [Int]
  private var failedByTask: [Int]
  private var failures: [String] = []
  private var layouts: Set<String> = []
  private var largestSpec = 0

  init(tasks: [String]) {
    self.tasks = tasks
    drawnByTask = tasks.map { _ in 0 }
    failedByTask = tasks.map { _ in 0 }
  }

  mutating func add(task: Int, seconds value: Double, _ spec: KitchenSpec?) {
    drawnByTask[task] += 1
    seconds.append(value)
    guard let spec else { return }
    layouts.insert(spec.layout)
    largestSpec = max(largestSpec, (try? KitchenArguments.text(of: spec).utf8.count) ?? 0)
  }

  mutating func add(task: Int, scene: Int, failure: String) {
    failedByTask[task] += 1
    if failures.count < 20 { failures.append("\(tasks[task]) #\(scene): \(failure)") }
  }

  var feasibleShare: Double {
    let failed = failedByTask.reduce(0, +)
    return Double(seconds.count) / Double(max(1, seconds.count + failed))
  }

  /// A quantile of the CPU time of scenes that could be drawn, milliseconds.
  private func milliseconds(_ share: Double) -> Double {
    let sorted = seconds.sorted()
    guard !sorted.isEmpty else { return 0 }
    let index = min(sorted.count - 1, Int(share * Double(sorted.count)))
    return sorted[index] * 1000
  }

  var text: String {
    let failed = failedByTask.reduce(0, +)
    var lines = [
      "scenes     \(seconds.count) of \(seconds.count + failed) feasible, "
        + String(format: "%.3f %%", feasibleShare * 100),
      String(
        format: "CPU        %.1f ms in the middle, %.1f ms at the 95th percentile, %.1f ms at most",
        milliseconds(0.5), milliseconds(0.95), milliseconds(1)),
      "layouts    \(layouts.count)",
      "spec       at most \(largestSpec) bytes of JSON",
    ]
    for (index, name) in tasks.enumerated() where failedByTask[index] > 0 {
      lines.append("           \(failedByTask[index]) of \(name) infeasible")
    }
    lines += failures.map { "           " + $0 }
    return lines.joined(separator: "\n")
  }

  func json() throws -> String {
    struct Values: Encodable {
      var scenes: Int
      var feasible: Int
      var feasibleShare: Double
      var p50: Double
      var p95: Double
      var max: Double
      var layouts: Int
      var largestSpecBytes: Int
      var infeasibleByTask: [String: Int]
      var failures: [String]

      enum CodingKeys: String, CodingKey {
        case scenes, feasible, layouts, failures
        case feasibleShare = "feasible_share"
        case p50 = "p50_ms"
        case p95 = "p95_ms"
        case max = "max_ms"
        case largestSpecBytes = "largest_spec_bytes"
        case infeasibleByTask = "infeasible_by_task"
      }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    let failed = failedByTask.reduce(0, +)
    let byTask = zip(tasks, failedByTask).filter { $0.1 > 0 }
    let values = Values(
      scenes: seconds.count + failed, feasible: seconds.count, feasibleShare: feasibleShare,
      p50: milliseconds(0.5), p95: milliseconds(0.95), max: milliseconds(1),
      layouts: layouts.count, largestSpecBytes: largestSpec,
      infeasibleByTask: Dictionary(byTask, uniquingKeysWith: +), failures: failures)
    return String(decoding: try encoder.encode(values), as: UTF8.self)
  }
}
