import Catalog
import JSONText

/// Jobs as the API shows them.
enum JobJSON {
  /// The record, and the yield per hour of one core.
  static func make(_ job: JobRecord) throws -> JSON {
    var members = try JSON(encoding: job).members ?? [:]
    members["kept_per_core_hour"] = JSON(
      job.cpuSeconds > 0 ? Double(job.successes) / job.cpuSeconds * 3600 : nil)
    return .object(members)
  }
}
