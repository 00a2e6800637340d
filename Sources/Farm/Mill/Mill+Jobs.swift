import Catalog
import Episodes
import Multiplication

extension Mill {
  /// The most scenes of a job, motions per scene, and attempts in all.
  public static let mostScenes = 10_000
  public static let mostMotions = 10_000
  public static let mostAttempts = 1_000_000

  /// Accepts a job; a second call with the same `requestKey` and spec returns the first job.
  ///
  /// - Throws: `SubmitError` naming the field at fault.
  public func submit(
    _ spec: JobSpec, requestKey: String? = nil, owner: JobOwner? = nil
  ) async throws(SubmitError) -> JobRecord {
    let version = try await checked(spec)
    do {
      let job = try await catalog.insertJob(
        spec, engineVersion: EngineVersion.current, taskVersion: version, batch: plan(spec).batch,
        subtasks: tasks.task(named: spec.task)?.subtasks.map(\.name) ?? [],
        requestKey: requestKey, owner: owner)
      work.ring()
      return job
    } catch { throw SubmitError(error) }
  }

  /// Checks a job, with its demonstrations in the catalog, and returns the task's version.
  func checked(_ spec: JobSpec) async throws(SubmitError) -> String {
    let version = try check(spec)
    let skills = tasks.task(named: spec.task)?.skillTasks ?? []
    var shown: Set<String> = []
    for (index, id) in spec.demonstrations.enumerated() {
      let field = "demonstrations[\(index)]"
      let record: DemonstrationRecord?
      do { record = try await catalog.demonstration(id) } catch { throw SubmitError(error) }
      guard let record else { throw SubmitError(field: field, reason: "\(id) is not known") }
      guard skills.isEmpty ? record.task == spec.task : skills.contains(record.task) else {
        let wanted =
          skills.isEmpty
          ? "" : "; \(spec.task) is done from demonstrations of \(skills.joined(separator: ", "))"
        throw SubmitError(
          field: field, reason: "\(id) is a demonstration of \(record.task)\(wanted)")
      }
      shown.insert(record.task)
      try checkJitter(spec, record)
    }
    for skill in skills where !shown.contains(skill) {
      throw SubmitError(
        field: "demonstrations", reason: "there is none of \(skill), a skill of \(spec.task)")
    }
    return version
  }

  /// A job's own jitter must leave every subtask of a demonstration something.
  private func checkJitter(_ spec: JobSpec, _ record: DemonstrationRecord) throws(SubmitError) {
    guard let task = tasks.task(named: record.task) else { return }
    let parameters = MotionParameters(task: task, options: spec.motions.options)
    var end = 0
    let ends = record.subtasks.map { length in
      end += length
      return end
    }
    guard ends.count == parameters.subtasks.count,
      let error = SegmentedDemonstration.emptied(ends, subtasks: parameters.subtasks)
    else { return }
    let option = error.option ?? "subtask_term_offset_range"
    throw SubmitError(field: "motions.\(option)", reason: "\(record.id): \(error.reason)")
  }

  /// Checks what can be checked without the catalog and returns the task's version.
  private func check(_ spec: JobSpec) throws(SubmitError) -> String {
    guard let task = tasks.task(named: spec.task) else {
      let known = tasks.tasks.map(\.name).joined(separator: ", ")
      throw SubmitError(field: "task", reason: "must be one of \(known)")
    }
    guard let robot = robots.robot(named: task.robot) else {
      throw SubmitError(field: "task", reason: "its robot \(task.robot) is not known")
    }
    guard (1...1000).contains(spec.demonstrations.count) else {
      throw SubmitError(field: "demonstrations", reason: "must be 1 to 1000 ids")
    }
    guard Set(spec.demonstrations).count == spec.demonstrations.count else {
      throw SubmitError(field: "demonstrations", reason: "names one twice")
    }
    guard task.distribution(spec.scenes.distribution) != nil else {
      let known = task.distributions.map(\.name).joined(separator: ", ")
      throw SubmitError(field: "scenes.distribution", reason: "must be one of \(known)")
    }
    if let problem = task.problem(with: spec.scenes.kitchen) {
      let field = "scenes.kitchen" + (problem.name.isEmpty ? "" : ".\(problem.name)")
      throw SubmitError(field: field, reason: problem.reason)
    }
    if spec.scenes.stratify == true, let reason = task.stratificationProblem {
      throw SubmitError(field: "scenes.stratify", reason: reason)
    }
    guard (1...Self.mostScenes).contains(spec.scenes.count) else {
      throw SubmitError(field: "scenes.count", reason: "must be 1 to \(Self.mostScenes)")
    }
    guard (1...Self.mostMotions).contains(spec.motions.count) else {
      throw SubmitError(field: "motions.count", reason: "must be 1 to \(Self.mostMotions)")
    }
    guard spec.pool <= Self.mostAttempts else {
      throw SubmitError(
        field: "motions.count", reason: "makes more than \(Self.mostAttempts) attempts in all")
    }
    if let problem = MotionParameters.problem(task: task, options: spec.motions.options) {
      throw SubmitError(field: "motions.\(problem.name)", reason: problem.reason)
    }
    if let problem = spec.randomization?.problems.first {
      throw SubmitError(field: "randomization.\(problem.name)", reason: problem.reason)
    }
    if let cameras = spec.cameras {
      try check(cameras, tasks: [spec.task], prefix: "cameras.")
    }
    guard (-1000...1000).contains(spec.priority) else {
      throw SubmitError(field: "priority", reason: "must be -1000 to 1000")
    }
    if let problem = spec.endProblem { throw problem }
    return AttemptBench.version(task: task, robot: robot)
  }

  /// The job of an id with its estimated time, or nil.
  public func job(_ id: String) async throws(CatalogError) -> JobRecord? {
    guard let job = try await catalog.job(id) else { return nil }
    return completed(job)
  }

  /// Jobs, newest first; of one state when it is named.
  public func jobs(
    state: JobState? = nil, page: PageRequest = PageRequest()
  ) async throws(CatalogError) -> Page<JobRecord> {
    var page = try await catalog.jobs(state: state, page: page)
    page.records = page.records.map(completed)
    return page
  }

  /// Ends a job; what it kept stays.
  public func cancel(_ id: String) async throws(CatalogError) -> JobRecord {
    try await steer(id, to: .cancelled)
  }

  /// Hands out no more of a job's tasks; those in work are finished.
  public func pause(_ id: String) async throws(CatalogError) -> JobRecord {
    try await steer(id, to: .paused)
  }

  /// Lets a paused job go on.
  public func resume(_ id: String) async throws(CatalogError) -> JobRecord {
    try await steer(id, to: .queued)
  }

  private func steer(_ id: String, to state: JobState) async throws(CatalogError) -> JobRecord {
    let job = try await catalog.steerJob(id, to: state)
    keeper.set(job: id, paused: job.state == .paused)
    if job.state == .cancelled { keeper.revoke(job: id) }
    changes.ring()
    work.ring()
    return completed(job)
  }

  /// A job's changes after a revision; 0 for all, beginning with how it stands.
  public nonisolated func events(job: String, after revision: Int = 0) -> JobEvents {
    JobEvents(mill: self, job: job, after: revision)
  }
}
