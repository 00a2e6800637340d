import GRDB

extension Catalog {
  /// Episodes in the order they were kept, those that a filter lets through; of one job when it is named.
  ///
  /// - Throws: `CatalogError.notFound` when the named job is not there, `.invalid` for a metric that no
  ///   episode has.
  public func episodes(
    job: String? = nil, filter: EpisodeFilter = EpisodeFilter(),
    page: PageRequest = PageRequest()
  ) async throws(CatalogError) -> Page<EpisodeRecord> {
    try await read { db in
      let seq = try job.map { try Self.jobSequence(db, id: $0) }
      try Self.check(db, filter, jobs: seq.map { [$0] }, prefix: "")
      try Self.checkDatasets(db, filter, prefix: "")
      let (condition, arguments) = try filter.condition()

      // tokens of different filters are not for each other's lists
      let name =
        filter.isEmpty ? "" : "/\(BlobStore.sha256(try CanonicalJSON.encode(filter)).prefix(16))"
      return try Self.page(
        db, list: "episodes/\(job ?? "")\(name)", table: "(\(Self.episodes))",
        filter: "\(seq == nil ? "TRUE" : "job = ?") AND \(condition)",
        arguments: (seq.map { [$0] } ?? []) + arguments, order: .oldestFirst, page: page,
        record: Self.episode)
    }
  }

  /// Throws unless a filter can be used, and each metric it names is one that some episode of these
  /// jobs has.
  static func check(
    _ db: Database, _ filter: EpisodeFilter, jobs: [Int]?, prefix: String
  ) throws {
    if let problem = filter.problem {
      throw CatalogError.invalid(field: prefix + problem.field, reason: problem.reason)
    }
    let within = "job IN (SELECT value FROM json_each(?))"
    let scope = jobs == nil ? "TRUE" : within
    let arguments = try jobs.map { [try CanonicalJSON.text($0)] } ?? []
    for name in filter.metrics.keys.sorted() {
      let isKnown = try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM episodes WHERE \(scope)
            AND json_type(metrics, ?) IS NOT NULL)
          """, arguments: StatementArguments(arguments + [EpisodeFilter.path(name)]))
      guard isKnown != true else { continue }

      // the latest episodes tell what there is
      let known = try String.fetchAll(
        db,
        sql: """
          SELECT DISTINCT metric.key FROM
            (SELECT metrics FROM episodes WHERE \(scope) ORDER BY seq DESC LIMIT 1000) AS latest,
            json_each(latest.metrics) AS metric ORDER BY metric.key
          """, arguments: StatementArguments(arguments))
      throw CatalogError.invalid(
        field: "\(prefix)metrics.\(name)",
        reason: known.isEmpty
          ? "is of no episode: there are none yet"
          : "must be one of \(known.joined(separator: ", "))")
    }
  }

  /// The jobs that a dataset's filter means, in the dataset's order; all of its tasks and datasets when none is named.
  static func jobs(_ db: Database, meantBy filter: DatasetFilter) throws -> [String] {
    guard filter.jobs.isEmpty else {
      let wanted = Set(filter.episodes.tasks)
      return try filter.jobs.filter { id in
        let task = try requireJob(db, id: id).spec.task
        return wanted.isEmpty || wanted.contains(task)
      }
    }
    let (tasks, datasets) = (filter.episodes.tasks, filter.episodes.datasets)
    return try String.fetchAll(
      db,
      sql: """
        SELECT id FROM jobs
        WHERE (? OR task IN (SELECT value FROM json_each(?))) AND EXISTS (
          SELECT 1 FROM episodes
          WHERE episodes.job = jobs.seq AND (? OR (\(EpisodeFilter.isInDatasets))))
        ORDER BY seq
        """,
      arguments: [
        tasks.isEmpty, try CanonicalJSON.text(tasks), datasets.isEmpty,
        try CanonicalJSON.text(datasets),
      ])
  }

  /// How many episodes of these jobs, kept up to a moment, a filter lets through; its limit aside.
  static func count(
    _ db: Database, _ filter: EpisodeFilter, jobs: [Int], upTo last: Int
  ) throws -> Int {
    let (condition, arguments) = try filter.condition()
    return try jobs.reduce(0) { sum, job in
      let values: [any DatabaseValueConvertible] = [job, last]
      let found = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM episodes WHERE job = ? AND seq <= ? AND \(condition)",
        arguments: StatementArguments(values + arguments))
      return sum + (found ?? 0)
    }
  }

  /// The error for a filter that lets nothing through.
  static func emptiness(
    _ db: Database, _ filter: EpisodeFilter, jobs: [Int], upTo last: Int
  ) throws -> CatalogError {
    let all = try count(db, EpisodeFilter(), jobs: jobs, upTo: last)
    guard all > 0 else {
      return .invalid(field: "filter.jobs", reason: "have no episodes yet")
    }

    // each criterion alone, so that the one at fault is seen
    let alone = try filter.criteria.map { criterion in
      let found = try jobs.reduce(0) { sum, job in
        let values: [any DatabaseValueConvertible] = [job, last]
        let count = try Int.fetchOne(
          db,
          sql:
            "SELECT count(*) FROM episodes WHERE job = ? AND seq <= ? AND \(criterion.condition)",
          arguments: StatementArguments(values + criterion.arguments))
        return sum + (count ?? 0)
      }
      return "\(criterion.name) \(found)"
    }
    return .invalid(
      field: "filter",
      reason: "lets none of \(all) episodes through; alone: \(alone.joined(separator: ", "))")
  }
}
