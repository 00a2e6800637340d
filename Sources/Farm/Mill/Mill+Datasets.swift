import Catalog

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
      let record = try await catalog.insertDataset(request, requestKey: requestKey)
      exports.ring()
      return record
    } catch .notFound(let what) {
      throw SubmitError(
        field: what.hasPrefix("render") ? "render" : "filter.jobs", reason: "\(what) is not known")
    } catch { throw SubmitError(error) }
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
        || !request.filter.episodes.tasks.isEmpty
    else {
      throw SubmitError(field: "filter.jobs", reason: "must be 1 to 1000 ids, or tasks be said")
    }
    if let limit = request.filter.limit, limit < 1 {
      throw SubmitError(field: "filter.limit", reason: "must be at least 1")
    }
    let split = request.split
    guard split.train > 0, split.valid >= 0, abs(split.train + split.valid - 1) < 1e-9 else {
      throw SubmitError(
        field: "split", reason: "train must be above 0, valid at least 0, together 1")
    }
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
