import Catalog
import Episodes

extension Mill {
  /// Jobs of the past that a forecast rests on.
  static let pastJobs = 20

  /// Checks a job as `submit` does and says what it would do; keeps nothing.
  ///
  /// - Throws: `SubmitError` naming the field at fault.
  public func forecast(_ spec: JobSpec) async throws(SubmitError) -> JobForecast {
    _ = try await checked(spec)
    do {
      let past = try await catalog.pastJobs(
        task: spec.task, distribution: spec.scenes.distribution, atMost: Self.pastJobs)
      return JobForecast(
        spec: spec, plan: plan(spec), workers: max(1, configuration.workers), past: past)
    } catch { throw SubmitError(error) }
  }

  /// How a job would be cut into tasks.
  nonisolated func plan(_ spec: JobSpec) -> TaskPlan {
    TaskPlan(
      spec, workers: configuration.workers,
      branches: tasks.task(named: spec.task)?.generation.branches ?? 1)
  }

  /// Changes priority and caps of a job that is not done.
  ///
  /// - Throws: `CatalogError` as `Catalog.changeJob` does, `.invalid` naming the field at fault.
  public func change(_ id: String, _ change: JobChange) async throws(CatalogError) -> JobRecord {
    let job = try await catalog.changeJob(id, change) { spec in
      guard (-1000...1000).contains(spec.priority) else {
        throw CatalogError.invalid(field: "priority", reason: "must be -1000 to 1000")
      }
      if let problem = spec.endProblem {
        throw CatalogError.invalid(field: problem.field, reason: problem.reason)
      }
      return self.plan(spec).batch
    }
    if job.done { keeper.revoke(job: job.id) }
    changes.ring()
    work.ring()
    return completed(job)
  }

  /// Lets a job that failed or was cancelled go on with what it left undone.
  ///
  /// - Throws: `CatalogError` as `Catalog.retryJob` does, `.conflict` when engine or task are no longer
  ///   those that it was begun with.
  public func retry(_ id: String, owner: JobOwner? = nil) async throws(CatalogError) -> JobRecord {
    if let job = try await catalog.job(id) {
      let task = tasks.task(named: job.spec.task)
      let robot = task.flatMap { robots.robot(named: $0.robot) }
      guard let task, let robot, job.engineVersion == EngineVersion.current,
        job.taskVersion == AttemptBench.version(task: task, robot: robot)
      else {
        throw .conflict(
          "job \(id) was begun with another engine or task; ask for a new job of the same")
      }
    }
    let job = try await catalog.retryJob(id, owner: owner)
    changes.ring()
    work.ring()
    return completed(job)
  }
}
