import Episodes
import Foundation
import GRDB

/// Writes one task's results, and what they change in its job.
struct ResultWriter {
  let db: Database
  let task: LeasedTask
  let time: Double

  /// Words for a person are cut to this many characters.
  static let longestDetail = 500

  /// Writes all, or throws `CatalogError.invalid` before anything is written.
  func write(_ results: [AttemptResult]) throws {
    let names = try String.fetchAll(
      try db.cachedStatement(
        sql: "SELECT id FROM job_demonstrations WHERE job = ? ORDER BY position"),
      arguments: [task.job])
    let results = try checked(results, demonstrations: names.count)
    guard
      let job = try Row.fetchOne(
        try db.cachedStatement(sql: "SELECT id, total, attempts FROM jobs WHERE seq = ?"),
        arguments: [task.job])
    else { throw CatalogError.notFound("the task's job") }

    // each attempt, then what they add up to
    for result in results {
      try insertAttempt(result.outcome)
      try countOutcome(result.outcome)
      if let episode = result.episode {
        try insertEpisode(episode, of: result.outcome, job: job["id"], names: names)
      }
    }
    let total: Int = job["total"]
    let attempts: Int = job["attempts"]
    try updateJob(results.map(\.outcome), finished: attempts + results.count == total)
    try db.cachedStatement(
      sql: "UPDATE tasks SET state = 'done', worker = NULL, lease_until = NULL WHERE id = ?"
    ).execute(arguments: [task.id])
  }

  /// The results in order of motion, with those of skipped motions, when they are complete.
  private func checked(
    _ results: [AttemptResult], demonstrations: Int
  ) throws -> [AttemptResult] {
    var all = results
    for motion in task.skipped {
      all.append(
        AttemptResult(
          outcome: AttemptOutcome(
            scene: task.scene, motion: motion, failure: .crashed, demonstration: -1, steps: 0,
            anyFrameSuccess: false, cpuSeconds: 0,
            detail: "the worker died twice in this attempt")))
    }
    all.sort { $0.outcome.motion < $1.outcome.motion }
    let asked = Array(task.firstMotion..<(task.firstMotion + task.motions))
    guard all.map(\.outcome.motion) == asked,
      all.allSatisfy({ $0.outcome.scene == task.scene }),
      all.allSatisfy({ $0.outcome.succeeded == ($0.episode != nil) })
    else {
      throw CatalogError.invalid(
        field: "results",
        reason: "must be one for each motion of the task, with an episode for each success")
    }
    let named = all.flatMap { [$0.outcome.demonstration] + ($0.episode?.demonstrations ?? []) }
    guard named.allSatisfy({ $0 < demonstrations }),
      all.allSatisfy({ $0.episode?.demonstrations.contains { $0 < 0 } != true })
    else {
      throw CatalogError.invalid(
        field: "results", reason: "name demonstrations that the job does not have")
    }
    return all
  }

  private func insertAttempt(_ outcome: AttemptOutcome) throws {
    let demonstration = outcome.demonstration < 0 ? nil : outcome.demonstration
    try db.cachedStatement(
      sql: """
        INSERT INTO attempts (job, scene, motion, failure, subtask, demonstration, steps,
          any_frame_success, cpu_seconds, detail, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      task.job, outcome.scene, outcome.motion, outcome.failure?.rawValue, outcome.subtask,
      demonstration, outcome.steps, outcome.anyFrameSuccess, outcome.cpuSeconds,
      outcome.detail.map { String($0.prefix(Self.longestDetail)) }, time,
    ])
  }

  private func countOutcome(_ outcome: AttemptOutcome) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO job_outcomes (job, demonstration, subtask, reason, count)
        VALUES (?, ?, ?, ?, 1)
        ON CONFLICT (job, demonstration, subtask, reason) DO UPDATE SET count = count + 1
        """
    ).execute(arguments: [
      task.job, outcome.demonstration, outcome.subtask ?? -1, outcome.failure?.rawValue ?? "",
    ])
  }

  private func insertEpisode(
    _ episode: EpisodeSummary, of outcome: AttemptOutcome, job: String, names: [String]
  ) throws {
    let place = BlobStore.sha256(Data("\(job)\n\(outcome.scene)\n\(outcome.motion)".utf8))
    try db.cachedStatement(
      sql: """
        INSERT INTO episodes (id, job, scene, motion, demonstrations, steps, blob, bytes,
          state_hash, any_frame_success, metrics, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      "ep_" + place.prefix(16), task.job, outcome.scene, outcome.motion,
      try CanonicalJSON.text(episode.demonstrations.map { names[$0] }), episode.steps,
      episode.blob, episode.bytes, episode.stateHash, outcome.anyFrameSuccess,
      try CanonicalJSON.text(outcome.metrics.filter(\.value.isFinite)), time,
    ])
  }

  private func updateJob(_ outcomes: [AttemptOutcome], finished: Bool) throws {
    try db.cachedStatement(
      sql: """
        UPDATE jobs SET attempts = attempts + ?, successes = successes + ?,
          any_frame_successes = any_frame_successes + ?, cpu_seconds = cpu_seconds + ?,
          revision = revision + 1 WHERE seq = ?
        """
    ).execute(arguments: [
      outcomes.count, outcomes.filter(\.succeeded).count,
      outcomes.filter(\.anyFrameSuccess).count, outcomes.reduce(0) { $0 + $1.cpuSeconds },
      task.job,
    ])
    guard finished else { return }
    try db.cachedStatement(
      sql: "UPDATE jobs SET state = 'succeeded', finished_at = ? WHERE seq = ?"
    ).execute(arguments: [time, task.job])
  }
}
