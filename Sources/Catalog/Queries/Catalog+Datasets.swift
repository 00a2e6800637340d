import Episodes
import GRDB

extension Catalog {
  /// Fixes a dataset's selection, the episodes there are now, as the next version of its name.
  ///
  /// A second call with the same `requestKey` and request returns the first call's version.
  ///
  /// - Throws: `CatalogError.notFound` for an unknown job, `.invalid` for jobs of several tasks,
  ///   an unknown metric, or a selection without episodes.
  public func insertDataset(
    _ request: DatasetRequest, requestKey: String? = nil
  ) async throws(CatalogError) -> DatasetRecord {
    let time = now()
    return try await write { db in
      if let requestKey {
        let row = try Row.fetchOne(
          db, sql: "SELECT * FROM datasets WHERE request_key = ?", arguments: [requestKey])
        if let row {
          let known = try Self.dataset(row)
          let asked = try (row["asked"] as String?).map {
            try CanonicalJSON.decode(DatasetRequest.self, $0)
          }
          if (asked ?? known.request) == request { return known }
          try db.execute(
            sql: "UPDATE datasets SET request_key = NULL WHERE request_key = ?",
            arguments: [requestKey])
        }
      }

      // the jobs of a render are its own
      let asked = request
      var request = request
      if let id = request.render {
        let render = try Self.requireRender(db, id: id)
        guard render.state == .ready else {
          throw CatalogError.invalid(
            field: "render", reason: "is \(render.state.rawValue), not ready")
        }
        request.cameras = render.request.cameras
        request.filter.jobs = try Self.jobs(db, ofRender: id)
      } else {
        request.filter.jobs = try Self.jobs(db, meantBy: asked.filter)
        guard !request.filter.jobs.isEmpty else {
          throw CatalogError.invalid(
            field: "filter.tasks",
            reason: asked.filter.jobs.isEmpty
              ? "no job of these has episodes yet" : "are of none of the jobs")
        }
      }

      // all jobs are of one task, and those that ask for pictures ask for the same
      var tasks: Set<String> = []
      var cameras: Set<CameraOptions?> = []
      for job in request.filter.jobs {
        let spec = try Self.requireJob(db, id: job).spec
        tasks.insert(spec.task)
        cameras.insert(spec.cameras)
      }
      if request.cameras == nil, let first = cameras.first {
        guard cameras.count == 1 else {
          throw CatalogError.invalid(
            field: "cameras", reason: "must be said: the jobs ask for different ones")
        }
        request.cameras = first
      }
      guard let task = tasks.first, tasks.count == 1 else {
        throw CatalogError.invalid(
          field: asked.render == nil && asked.filter.jobs.isEmpty ? "filter.tasks" : "filter.jobs",
          reason: "must be jobs of one task, are of \(tasks.count)")
      }

      // what is kept after this moment does not belong to it
      let limit = try Int.fetchOne(db, sql: "SELECT coalesce(max(seq), 0) FROM episodes") ?? 0
      var count: Int
      if let render = request.render {
        count = try Self.requireRender(db, id: render).total
      } else {
        let jobs = try Set(request.filter.jobs).sorted().map { try Self.jobSequence(db, id: $0) }
        let filter = request.filter.episodes
        try Self.check(db, filter, jobs: jobs, prefix: "filter.")
        count = try Self.count(db, filter, jobs: jobs, upTo: limit)
        guard count > 0 else {
          throw try Self.emptiness(db, filter, jobs: jobs, upTo: limit)
        }
        count = min(count, request.filter.limit ?? .max)
      }
      try db.execute(
        sql: """
          INSERT INTO datasets (name, version, request_key, state, format, filter, split, task,
            last_episode, episodes, created_at, cameras, render, asked)
          VALUES (?, (SELECT coalesce(max(version), 0) + 1 FROM datasets WHERE name = ?),
            ?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          request.name, request.name, requestKey, request.format,
          try CanonicalJSON.text(request.filter), try CanonicalJSON.text(request.split), task,
          limit, count, time, try request.cameras.map { try CanonicalJSON.text($0) },
          request.render, try CanonicalJSON.text(asked),
        ])
      return try Self.requireDataset(db, "seq = ?", [db.lastInsertedRowID])
    }
  }

  /// One version of a dataset, or nil.
  public func dataset(
    _ name: String, version: Int
  ) async throws(CatalogError) -> DatasetRecord? {
    try await read { db in
      let statement = try db.cachedStatement(
        sql: "SELECT * FROM datasets WHERE name = ? AND version = ?")
      return try Row.fetchOne(statement, arguments: [name, version]).map(Self.dataset)
    }
  }

  /// Versions of datasets, newest first; of one name when it is given.
  public func datasets(
    name: String? = nil, page: PageRequest = PageRequest()
  ) async throws(CatalogError) -> Page<DatasetRecord> {
    try await read { db in
      try Self.page(
        db, list: "datasets/\(name ?? "")", table: "datasets",
        filter: name == nil ? "TRUE" : "name = ?", arguments: name.map { [$0] } ?? [],
        order: .newestFirst, page: page, record: Self.dataset)
    }
  }

  /// The episodes of a dataset in its order: by its jobs, then scene, then motion.
  public func episodes(
    ofDataset name: String, version: Int
  ) async throws(CatalogError) -> [EpisodeRecord] {
    try await read { db in
      let row = try Self.requireDatasetRow(db, name, version)
      let filter = try CanonicalJSON.decode(DatasetFilter.self, row["filter"])
      let (condition, arguments) = try filter.episodes.condition()
      let most = filter.limit ?? .max
      var episodes: [EpisodeRecord] = []
      var seen: Set<String> = []
      for job in filter.jobs where episodes.count < most && seen.insert(job).inserted {
        let place: [any DatabaseValueConvertible] = [
          try Self.jobSequence(db, id: job), row["last_episode"] as Int,
        ]
        let rows = try Row.fetchAll(
          db,
          sql: """
            \(Self.episodes) WHERE job = ? AND seq <= ? AND \(condition)
            ORDER BY scene, motion LIMIT ?
            """,
          arguments: StatementArguments(place + arguments + [most - episodes.count]))
        episodes += try rows.map(Self.episode)
      }
      return episodes
    }
  }

  static func requireDataset(
    _ db: Database, _ condition: String, _ arguments: StatementArguments
  ) throws -> DatasetRecord {
    let row = try Row.fetchOne(
      db, sql: "SELECT * FROM datasets WHERE \(condition)", arguments: arguments)
    guard let row else { throw CatalogError.notFound("the dataset") }
    return try dataset(row)
  }

  private static func requireDatasetRow(
    _ db: Database, _ name: String, _ version: Int
  ) throws -> Row {
    let row = try Row.fetchOne(
      db, sql: "SELECT * FROM datasets WHERE name = ? AND version = ?", arguments: [name, version])
    guard let row else { throw CatalogError.notFound("dataset \(name) version \(version)") }
    return row
  }

  private static func dataset(_ row: Row) throws -> DatasetRecord {
    DatasetRecord(
      name: row["name"], version: row["version"],
      state: DatasetState(rawValue: row["state"]) ?? .failed, format: row["format"],
      filter: try CanonicalJSON.decode(DatasetFilter.self, row["filter"]),
      split: try CanonicalJSON.decode(DatasetSplit.self, row["split"]),
      cameras: try (row["cameras"] as String?).map {
        try CanonicalJSON.decode(CameraOptions.self, $0)
      }, render: row["render"], task: row["task"],
      episodes: row["episodes"], progress: row["progress"],
      manifest: try (row["manifest"] as String?).map {
        try CanonicalJSON.decode(DatasetManifest.self, $0)
      }, error: row["error"], createdAt: row["created_at"], finishedAt: row["finished_at"])
  }
}
