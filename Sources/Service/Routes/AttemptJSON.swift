import Catalog
import JSONText

/// Attempts as the API shows them: of a failure this is all that is kept.
enum AttemptJSON {
  /// The record with the names of what it refers to by number, and the seed that makes it again.
  static func make(_ attempt: AttemptRecord, of job: JobRecord) -> JSON {
    let ids = job.spec.demonstrations
    let demonstration = attempt.demonstration.flatMap { ids.indices.contains($0) ? ids[$0] : nil }
    return [
      "seed": JSON(job.spec.seed),
      "scene": JSON(attempt.scene),
      "motion": JSON(attempt.motion),
      "outcome": JSON(attempt.failure == nil ? "succeeded" : "failed"),
      "reason": JSON(attempt.failure?.rawValue),
      "subtask": JSON(attempt.subtask.map(job.subtaskName)),
      "demonstration": JSON(demonstration),
      "screened": JSON(attempt.screened),
      "any_frame_success": JSON(attempt.anyFrameSuccess),
      "steps": JSON(attempt.steps),
      "cpu_seconds": JSON(attempt.cpuSeconds),
      "detail": JSON(attempt.detail),
      "created_at": JSON(attempt.createdAt),
    ]
  }
}
