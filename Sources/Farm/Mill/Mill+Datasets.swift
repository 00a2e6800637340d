import Catalog
import Datasets

extension Mill {
  /// Fixes a dataset's selection and exports it in the background.
  ///
  /// A second call with the same `requestKey` and request returns the first call's version.
  ///
  /// - Throws: `SubmitError` naming the field at fault.
  public func createDataset(
    _ request: DatasetRequest, requestKey: String? = nil
  ) async throws(SubmitError) -> DatasetRecord {
    try check(request)
    if let cameras = request.cameras {
      do {
        try await check(cameras, jobs: request.filter.jobs, prefix: "cameras.")
        let tasks = request.filter.episodes.tasks
        if !tasks.isEmpty { try check(cameras, tasks: tasks, prefix: "cameras.") }
      } catch {
        throw (error as? SubmitError) ?? SubmitError(field: "cameras", reason: "\(error)")
      }
    }
    do {
      let record = try await catalog.insertDataset(
        request, requestKey: requestKey, approve: approval(request),
        choose: try chooser(request))
      exports.ring()
      return record
    } catch let error as SubmitError {
      throw error
    } catch CatalogError.notFound(let what) {
      throw SubmitError(
        field: what.hasPrefix("render") ? "render" : "filter.jobs", reason: "\(what) is not known")
    } catch let error as CatalogError {
      throw SubmitError(error)
    } catch { throw SubmitError(field: "", reason: "\(error)") }
  }

  /// Refuses tasks that cannot stand in one dataset.
  private func approval(
    _ request: DatasetRequest
  ) -> @Sendable ([String]) throws(CatalogError) -> Void {
    { [tasks] (names) throws(CatalogError) in
      let known = names.compactMap { tasks.task(named: $0) }
      if request.format == DatasetFormat.goal.rawValue,
        let other = known.first(where: { !$0.objects.contains { $0.name == GoalTask.goal } })
      {
        throw .invalid(
          field: "format", reason: "is for tasks with an object named goal; \(other.name) has none")
      }
      guard let first = known.first,
        let other = known.first(where: {
          $0.robot != first.robot || $0.controlFrequency != first.controlFrequency
        })
      else { return }
      throw .invalid(
        field: "filter.tasks",
        reason: "must be of one robot and one control rate: \(first.name) is of \(first.robot) at "
          + "\(first.controlFrequency) Hz, \(other.name) of \(other.robot) at "
          + "\(other.controlFrequency) Hz")
    }
  }

  /// What chooses among the episodes that a request's filter lets through; nil where all are taken.
  private func chooser(
    _ request: DatasetRequest
  ) throws(SubmitError) -> (@Sendable (DatasetCandidates) throws(CatalogError) -> DatasetSelection)?
  {
    let split = request.split
    guard request.choice != nil || split.test > 0 || !split.by.isEmpty else { return nil }
    var selection: EpisodeSelection?
    if let choice = request.choice { selection = try EpisodeSelection(choice) }
    return { [selection] (candidates) throws(CatalogError) in
      let chosen =
        try selection?.choose(candidates.all)
        ?? DatasetSelection(indices: Array(candidates.all.indices))
      // a split that cannot be made is told now, not when it is exported
      do throws(SubmitError) {
        _ = try DatasetSides.assign(
          chosen.indices.map { candidates.all[$0] }, for: candidates.request)
      } catch { throw .invalid(field: error.field, reason: error.reason) }
      return chosen
    }
  }

  private func check(_ request: DatasetRequest) throws(SubmitError) {
    let letters = request.name.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 45
    }
    guard letters, (1...64).contains(request.name.utf8.count) else {
      throw SubmitError(field: "name", reason: "must be 1 to 64 of a-z, 0-9, _ and -")
    }
    guard DatasetFormat(rawValue: request.format) != nil else {
      let names = DatasetFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw SubmitError(field: "format", reason: "must be one of \(names)")
    }
    if request.render != nil {
      guard request.filter == DatasetFilter(jobs: []) else {
        throw SubmitError(field: "filter", reason: "must not be said beside render")
      }
      guard request.cameras == nil else {
        throw SubmitError(field: "cameras", reason: "must not be said beside render")
      }
    }
    guard request.filter.jobs.count <= 1000 else {
      throw SubmitError(field: "filter.jobs", reason: "must be 1 to 1000 ids")
    }
    guard
      request.render != nil || !request.filter.jobs.isEmpty
        || !request.filter.episodes.tasks.isEmpty || !request.filter.episodes.datasets.isEmpty
    else {
      throw SubmitError(
        field: "filter.jobs", reason: "must be 1 to 1000 ids, or tasks or datasets be said")
    }
    if let limit = request.filter.limit, limit < 1 {
      throw SubmitError(field: "filter.limit", reason: "must be at least 1")
    }
    let split = request.split
    guard split.train > 0, split.valid >= 0, split.test >= 0, split.valid + split.test < 1,
      abs(split.train + split.valid + split.test - 1) < 1e-9
    else {
      throw SubmitError(
        field: "split", reason: "train must be above 0, valid and test at least 0, together 1")
    }
    if let unknown = split.by.first(where: { SplitAxis(rawValue: $0) == nil }) {
      let names = SplitAxis.allCases.map(\.rawValue).joined(separator: ", ")
      throw SubmitError(field: "split.by", reason: "must hold \(names), not \(unknown)")
    }
    guard Set(split.by).count == split.by.count else {
      throw SubmitError(field: "split.by", reason: "names an axis twice")
    }
    if let license = request.license, !Self.isLicense(license) {
      throw SubmitError(field: "license", reason: "must be 1 to 64 printable characters of ASCII")
    }
    if let problem = DatasetWriting.problem(request) { throw problem }
  }

  private static func isLicense(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { (32...126).contains($0) }
  }

  /// The path of a dataset's file as its manifest names it, or nil when there is no such file.
  public nonisolated func path(of file: String, in dataset: DatasetRecord) -> String? {
    guard dataset.manifest?.files.contains(where: { $0.path == file }) == true else { return nil }
    return "\(folder(of: dataset))/\(file)"
  }

  nonisolated func folder(of dataset: DatasetRecord) -> String {
    "\(configuration.dataFolder)/datasets/\(dataset.name)/\(dataset.version)"
  }
}
