import Episodes
import Foundation
import GRDB

/// Counts attempts of one job: a row each, and what they add up to in the job.
struct AttemptCounter {
  let db: Database
  let time: Double
  /// The job's row and its demonstrations' ids.
  private let job: JobTally
  private let names: [String]
  /// What the job's counts are with the attempts counted here.
  private(set) var tally: JobTally

  /// Words for a person are cut to this many characters.
  static let longestDetail = 2500

  init(_ db: Database, job: Int, time: Double) throws {
    self.db = db
    self.time = time
    self.job = try JobTally.fetch(db, job: job)
    tally = self.job
    names = try String.fetchAll(
      try db.cachedStatement(
        sql: "SELECT id FROM job_demonstrations WHERE job = ? ORDER BY position"),
      arguments: [job])
  }

  /// How many demonstrations the job has.
  var demonstrations: Int { names.count }

  /// Counts one attempt.
  mutating func count(_ result: AttemptResult) throws {
    try insertAttempt(result.outcome)
    try countOutcome(result.outcome)
    if let episode = result.episode { try insertEpisode(episode, of: result.outcome) }
    tally.add(result.outcome)
  }

  /// Writes the sums into the job's row; to be called once, after the last attempt.
  func store() throws {
    try db.cachedStatement(
      sql: """
        UPDATE jobs SET attempts = ?, successes = ?, any_frame_successes = ?, screened = ?,
          cpu_seconds = ?, revision = revision + 1 WHERE seq = ?
        """
    ).execute(arguments: [
      tally.attempts, tally.successes, tally.anyFrameSuccesses, tally.screened, tally.cpuSeconds,
      job.seq,
    ])
  }

  private func insertAttempt(_ outcome: AttemptOutcome) throws {
    let demonstration = outcome.demonstration < 0 ? nil : outcome.demonstration
    try db.cachedStatement(
      sql: """
        INSERT INTO attempts (job, scene, motion, failure, subtask, demonstration, steps,
          any_frame_success, screened, cpu_seconds, detail, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      job.seq, outcome.scene, outcome.motion, outcome.failure?.rawValue, outcome.subtask,
      demonstration, outcome.steps, outcome.anyFrameSuccess, outcome.screened,
      outcome.cpuSeconds, outcome.detail.map { String($0.prefix(Self.longestDetail)) }, time,
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
      job.seq, outcome.demonstration, outcome.subtask ?? -1, outcome.failure?.rawValue ?? "",
    ])
  }

  private func insertEpisode(_ episode: EpisodeSummary, of outcome: AttemptOutcome) throws {
    let place = BlobStore.sha256(
      Data("\(job.id)\n\(outcome.scene)\n\(outcome.motion)".utf8))
    try db.cachedStatement(
      sql: """
        INSERT INTO episodes (id, job, scene, motion, demonstrations, steps, blob, bytes,
          state_hash, any_frame_success, metrics, traits, path, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      "ep_" + place.prefix(16), job.seq, outcome.scene, outcome.motion,
      try CanonicalJSON.text(episode.demonstrations.map { names[$0] }), episode.steps,
      episode.blob, episode.bytes, episode.stateHash, outcome.anyFrameSuccess,
      try CanonicalJSON.text(outcome.metrics.filter(\.value.isFinite)),
      try episode.traits.map { try CanonicalJSON.text($0) },
      try episode.path.map { try CanonicalJSON.text($0) }, time,
    ])
  }
}
