import Foundation

/// What a suite reads of one variant's report.
struct SuiteResult: Decodable {
  var attempts: Int
  var kept: Int
  var successRate: Double
  var interval: [Double]
  var failures: [String: Int]
  var keptPerCoreHour: Double
  var meanSteps: Double
  var unstable: Int?
  var screened: Int?
  var anyFrameOnly: Int
  var coverage: Double?
  var effectiveSources: Double?
  var largestSourceOverFair: Double?
  var details: [String: Int]

  enum CodingKeys: String, CodingKey {
    case attempts, kept, failures, unstable, screened, coverage, details
    case successRate = "success_rate"
    case interval = "success_rate_95"
    case keptPerCoreHour = "kept_per_core_hour"
    case meanSteps = "mean_steps"
    case anyFrameOnly = "any_frame_only"
    case effectiveSources = "effective_sources"
    case largestSourceOverFair = "largest_source_over_fair"
  }
}

/// One variant's benchmark in a process of its own.
final class SuiteChild {
  private let process = Process()
  private let output = Pipe()

  init(arguments: [String]) throws {
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = arguments
    process.standardOutput = output
    try process.run()
  }

  /// Waits for its report.
  func result() throws -> SuiteResult {
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    do { return try JSONDecoder().decode(SuiteResult.self, from: data) } catch {
      let command = (process.arguments ?? []).joined(separator: " ")
      throw Failure(description: "`demomill \(command)` gave no report")
    }
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }
}
