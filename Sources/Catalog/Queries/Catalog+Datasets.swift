import Episodes
import GRDB

extension Catalog {
  /// Fixes a dataset's selection, of the episodes there are now, as the next version of its name.
  ///
  /// `approve` may refuse the tasks that it would be of. `choose` chooses among the episodes that the
  /// filter lets through; without it all are taken. A second call with the same `requestKey` and request
  /// returns the first call's version.
  ///
  /// - Throws: `CatalogError.notFound` for an unknown job, `.invalid` for jobs of several tasks, an
  ///   unknown metric, a selection without episodes, or a name that another task's dataset has.
  public func insertDataset(
    _ asked: DatasetRequest, requestKey: String? = nil,
    approve: (@Sendable ([String]) throws(CatalogError) -> Void)? = nil,
    choose: (@Sendable (DatasetCandidates) throws(CatalogError) -> DatasetSelection)? = nil
  ) async throws(CatalogError) -> DatasetRecord {
    let wantsCandidates = choose != nil
    if requestKey != nil {
      let known = try await write { db in try Self.known(db, requestKey, asked) }
      if let known { return known }
    }
    let (resolved, all) = try await read { db in
      let resolved = try Self.resolve(db, asked)
      try approve?(resolved.tasks)
      let all =
        wantsCandidates
        ? try Self.candidates(db, resolved.episodes, render: asked.render) : []
      return (resolved, all)
    }
    var numbers = resolved.episodes
    var dropped: [DatasetChoice.Drop] = []
    if let choose {
      let selection = try choose(
        DatasetCandidates(request: resolved.request, tasks: resolved.tasks, all: all))
      numbers = selection.indices.map { numbers[$0] }
      dropped = selection.dropped
    }
    return try await insert(resolved, numbers, dropped: dropped, requestKey: requestKey)
  }

  private func insert(
    _ resolved: ResolvedDataset, _ numbers: [Int], dropped: [DatasetChoice.Drop],
    requestKey: String?
  ) async throws(CatalogError) -> DatasetRecord {
    let time = now()
    return try await write { db in
      // of two that came at once one is the first
      if let known = try Self.known(db, requestKey, resolved.asked) { return known }
      let request = resolved.request
      let task = resolved.tasks.joined(separator: "+")
      let owner = try String.fetchOne(
        db, sql: "SELECT task FROM datasets WHERE name = ? AND task <> ? LIMIT 1",
        arguments: [request.name, task])
      if let owner {
        throw CatalogError.invalid(
          field: "name", reason: "is taken by a dataset of \(owner); this would be of \(task)")
      }
      try db.execute(
        sql: """
          INSERT INTO datasets (name, version, request_key, state, format, filter, split, task,
            last_episode, episodes, created_at, cameras, render, asked, choice, dropped, options,
            license)
          VALUES (?, (SELECT coalesce(max(version), 0) + 1 FROM datasets WHERE name = ?),
            ?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          request.name, request.name, requestKey, request.format,
          try CanonicalJSON.text(request.filter), try CanonicalJSON.text(request.split), task,
          resolved.last, numbers.count, time,
          try request.cameras.map { try CanonicalJSON.text($0) }, request.render,
          try CanonicalJSON.text(resolved.asked),
          try request.choice.map { try CanonicalJSON.text($0) }, try CanonicalJSON.text(dropped),
          try request.options.map { try CanonicalJSON.text($0) }, request.license,
        ])
      let dataset = db.lastInsertedRowID
      try Self.list(db, numbers, ofDataset: Int(dataset))
      return try Self.requireDataset(db, "seq = ?", [dataset])
    }
  }

  /// The version that a key's first request made; a key that now asks for something else is freed.
  private static func known(
    _ db: Database, _ requestKey: String?, _ asked: DatasetRequest
  ) throws -> DatasetRecord? {
    guard let requestKey else { return nil }
    let row = try Row.fetchOne(
      db, sql: "SELECT * FROM datasets WHERE request_key = ?", arguments: [requestKey])
    guard let row else { return nil }
    let known = try dataset(row)
    let before = try (row["asked"] as String?).map {
      try CanonicalJSON.decode(DatasetRequest.self, $0)
    }
    if (before ?? known.request) == asked { return known }
    try db.execute(
      sql: "UPDATE datasets SET request_key = NULL WHERE request_key = ?", arguments: [requestKey])
    return nil
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

  static func requireDataset(
    _ db: Database, _ condition: String, _ arguments: StatementArguments
  ) throws -> DatasetRecord {
    let row = try Row.fetchOne(
      db, sql: "SELECT * FROM datasets WHERE \(condition)", arguments: arguments)
    guard let row else { throw CatalogError.notFound("the dataset") }
    return try dataset(row)
  }

  private static func dataset(_ row: Row) throws -> DatasetRecord {
    DatasetRecord(
      name: row["name"], version: row["version"],
      state: DatasetState(rawValue: row["state"]) ?? .failed, format: row["format"],
      filter: try CanonicalJSON.decode(DatasetFilter.self, row["filter"]),
      choice: try (row["choice"] as String?).map {
        try CanonicalJSON.decode(DatasetChoice.self, $0)
      },
      dropped: try (row["dropped"] as String?).map {
        try CanonicalJSON.decode([DatasetChoice.Drop].self, $0)
      } ?? [],
      split: try CanonicalJSON.decode(DatasetSplit.self, row["split"]),
      options: try (row["options"] as String?).map {
        try CanonicalJSON.decode(DatasetOptions.self, $0)
      }, license: row["license"],
      cameras: try (row["cameras"] as String?).map {
        try CanonicalJSON.decode(CameraOptions.self, $0)
      }, render: row["render"], task: row["task"],
      episodes: row["episodes"], progress: row["progress"],
      manifest: try (row["manifest"] as String?).map {
        try CanonicalJSON.decode(DatasetManifest.self, $0)
      }, error: row["error"], createdAt: row["created_at"], finishedAt: row["finished_at"])
  }
}
