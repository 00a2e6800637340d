import Catalog
import Episodes
import Farm
import Foundation

/// Adds what a mill has done and has to do to a page of metrics.
enum MillMetrics {
  static func write(_ mill: Mill, to page: inout PrometheusText) async throws {
    write(mill.status, to: &page)
    write(try await mill.catalog.statistics(), to: &page)

    // the disk, and the two files of the catalog that grow
    let folder = mill.configuration.dataFolder
    if let disk = mill.disk.reading {
      page.add(
        "demomill_disk_free_bytes", .gauge, "Bytes free where the data folder is.",
        Double(disk.free))
      page.add(
        "demomill_disk_size_bytes", .gauge, "Bytes of the file system of the data folder.",
        Double(disk.size))
    }
    page.add(
      "demomill_catalog_bytes", .gauge, "Bytes of the catalog's file.",
      bytes(of: "\(folder)/catalog.sqlite"))
    page.add(
      "demomill_catalog_wal_bytes", .gauge, "Bytes of the catalog's write-ahead log.",
      bytes(of: "\(folder)/catalog.sqlite-wal"))
  }

  private static func write(_ status: MillStatus, to page: inout PrometheusText) {
    page.add(
      "demomill_workers", .gauge, "Worker processes by state.", by: "state",
      ["wanted": status.workers, "alive": status.alive, "busy": status.busy])
    page.add(
      "demomill_worker_restarts_total", .counter, "Worker processes that ended.",
      Double(status.restarts))
    page.add(
      "demomill_worker_crashes_total", .counter, "Worker processes that ended by their own work.",
      Double(status.crashes))
  }

  private static func write(_ sums: CatalogStatistics, to page: inout PrometheusText) {
    page.add(
      "demomill_demonstrations", .gauge, "Demonstrations kept.", Double(sums.demonstrations))
    page.add(
      "demomill_jobs", .gauge, "Jobs by state.", by: "state",
      all(JobState.allCases.map(\.rawValue), sums.jobs))
    page.add(
      "demomill_datasets", .gauge, "Datasets by state.", by: "state",
      all(DatasetState.allCases.map(\.rawValue), sums.datasets))
    page.add("demomill_attempts_total", .counter, "Attempts counted.", Double(sums.attempts))
    page.add(
      "demomill_successes_total", .counter, "Attempts that succeeded.", Double(sums.successes))
    page.add(
      "demomill_failures_total", .counter, "Attempts that failed, by reason.", by: "reason",
      all(FailureReason.allCases.map(\.rawValue), sums.failures))
    page.add(
      "demomill_attempt_cpu_seconds_total", .counter, "Seconds of CPU that attempts took.",
      sums.cpuSeconds)
    page.add("demomill_episodes", .gauge, "Episodes kept.", Double(sums.episodes))
    page.add(
      "demomill_episode_bytes", .gauge, "Bytes of the kept episodes.", Double(sums.episodeBytes))
    page.add(
      "demomill_backlog_attempts", .gauge, "Attempts of unfinished jobs that are not counted yet.",
      Double(sums.backlog))
    page.add(
      "demomill_leased_tasks", .gauge, "Batches of attempts in work.", Double(sums.leased))
  }

  /// The same with 0 for words that have no count, so that no series begins late.
  private static func all(_ words: [String], _ counts: [String: Int]) -> [String: Int] {
    counts.merging(words.map { ($0, 0) }) { count, _ in count }
  }

  private static func bytes(of path: String) -> Double {
    let values = try? FileManager.default.attributesOfItem(atPath: path)
    return Double(values?[.size] as? Int ?? 0)
  }
}
