import Foundation

/// The suite's findings as a Markdown table.
struct SuiteTable {
  var rows: [(SuiteVariant, SuiteResult)]

  /// The table, and how many variants are at or above what was published.
  var text: String {
    let head = """
      | variant | attempts | yield % | 95 % | published % | kept / core-hour | mean steps | cells covered % | sources, effective; most used / fair | failures, and what they say most |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      """
    let lines = rows.map { Self.row($0, $1) }
    let counted = rows.filter { $0.0.published != nil && $0.0.note == nil }
    let above = counted.count { $0.1.successRate * 100 >= ($0.0.published ?? 0) }
    guard !counted.isEmpty else {
      let mean = rows.reduce(0) { $0 + $1.1.successRate } / Double(max(1, rows.count))
      let least = rows.min { $0.1.successRate < $1.1.successRate }
      return ([head] + lines).joined(separator: "\n")
        + "\n\nMean yield \(Self.number(mean * 100, 1)) %, least "
        + "\(Self.number((least?.1.successRate ?? 0) * 100, 1)) % (\(least?.0.task ?? "")); "
        + "20 to 30 % is normal in RoboCasa, by its maintainers."
    }
    return ([head] + lines).joined(separator: "\n")
      + "\n\n\(above) of \(counted.count) variants at or above the published rate."
  }

  /// One variant's line.
  static func row(_ variant: SuiteVariant, _ result: SuiteResult) -> String {
    let name = "\(variant.task) \(variant.distribution)" + (variant.note.map { ", \($0)" } ?? "")
    let bounds = result.interval.map { number($0 * 100, 1) }.joined(separator: " to ")
    let reasons = result.failures.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) \($0.key)" }
    let unstable = (result.unstable ?? 0) > 0 ? ["\(result.unstable ?? 0) kept ones unstable"] : []
    let sources = result.effectiveSources.map {
      "\(number($0, 1)); \(number(result.largestSourceOverFair ?? 0, 1))"
    }
    // the words of the commonest failures
    let words = result.details.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(1)
      .map { "(\($0.value) times: \($0.key))" }
    let cells = [
      name, "\(result.attempts)", number(result.successRate * 100, 1), bounds,
      variant.published.map { number($0, 1) } ?? "–", number(result.keptPerCoreHour, 0),
      number(result.meanSteps, 0), result.coverage.map { number($0 * 100, 1) } ?? "–",
      sources ?? "–",
      ([(unstable + reasons).joined(separator: ", ")] + words).joined(separator: " "),
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private static func number(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }
}
