import Demonstrations
import GRDB

extension Catalog {
  /// Keeps demonstrations, all or none; those whose content is known are left as they are.
  ///
  /// - Returns: the records as the catalog has them, in the given order, and whether each is new.
  /// - Throws: `CatalogError.conflict` when one is known as a demonstration of another task.
  public func insertDemonstrations(
    _ records: [DemonstrationRecord]
  ) async throws(CatalogError) -> [(record: DemonstrationRecord, isNew: Bool)] {
    try await write { db in
      try records.map { record in
        if let known = try Self.demonstration(db, id: record.id) {
          guard known.sha256 == record.sha256, known.task == record.task else {
            throw CatalogError.conflict(
              "\(record.name) is already known as \(known.id), a demonstration of \(known.task)")
          }
          return (known, false)
        }
        let statement = try db.cachedStatement(
          sql: """
            INSERT INTO demonstrations
              (id, sha256, upload_sha256, name, task, robot, frames, subtasks, created_at,
               lint)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        try statement.execute(arguments: [
          record.id, record.sha256, record.uploadSHA256, record.name, record.task, record.robot,
          record.frames, try CanonicalJSON.text(record.subtasks), record.createdAt,
          try record.lint.map { try CanonicalJSON.text($0) },
        ])
        try Self.tell(db, .demonstrationKept, subject: record.id, time: record.createdAt) {
          DemonstrationNews(record)
        }
        return (record, true)
      }
    }
  }

  /// The demonstration of an id, or nil.
  public func demonstration(_ id: String) async throws(CatalogError) -> DemonstrationRecord? {
    try await read { db in try Self.demonstration(db, id: id) }
  }

  /// Demonstrations, oldest first; of one task when it is named.
  public func demonstrations(
    task: String? = nil, page: PageRequest = PageRequest()
  ) async throws(CatalogError) -> Page<DemonstrationRecord> {
    try await read { db in
      try Self.page(
        db, list: "demonstrations/\(task ?? "")", table: "demonstrations",
        filter: task == nil ? "TRUE" : "task = ?", arguments: task.map { [$0] } ?? [],
        order: .oldestFirst, page: page, record: Self.demonstration)
    }
  }

  /// Forgets a demonstration.
  ///
  /// - Returns: whether a job ever used it, so that its blob is still needed to verify episodes.
  /// - Throws: `CatalogError.notFound`, or `.conflict` while an unfinished job uses it.
  public func deleteDemonstration(_ id: String) async throws(CatalogError) -> Bool {
    try await write { db in
      guard try Self.demonstration(db, id: id) != nil else {
        throw CatalogError.notFound("demonstration \(id)")
      }
      let states = try String.fetchAll(
        db,
        sql: """
          SELECT jobs.state || ' ' || jobs.id FROM job_demonstrations
          JOIN jobs ON jobs.seq = job_demonstrations.job WHERE job_demonstrations.id = ?
          """, arguments: [id])
      let unfinished = states.first { text in
        !JobState.allCases.contains { $0.isFinal && text.hasPrefix($0.rawValue + " ") }
      }
      if let unfinished {
        throw CatalogError.conflict("demonstration \(id) is in use by the \(unfinished)")
      }
      try db.execute(sql: "DELETE FROM demonstrations WHERE id = ?", arguments: [id])
      return !states.isEmpty
    }
  }

  static func demonstration(_ db: Database, id: String) throws -> DemonstrationRecord? {
    let statement = try db.cachedStatement(sql: "SELECT * FROM demonstrations WHERE id = ?")
    return try Row.fetchOne(statement, arguments: [id]).map(Self.demonstration)
  }

  private static func demonstration(_ row: Row) throws -> DemonstrationRecord {
    DemonstrationRecord(
      sha256: row["sha256"], uploadSHA256: row["upload_sha256"], name: row["name"],
      task: row["task"], robot: row["robot"], frames: row["frames"],
      subtasks: try CanonicalJSON.decode([Int].self, row["subtasks"]),
      createdAt: row["created_at"],
      lint: try (row["lint"] as String?).map {
        try CanonicalJSON.decode([LintFinding].self, $0)
      })
  }
}
