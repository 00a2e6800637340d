import GRDB

extension Catalog {
  /// Which scenes of a job have been attempted, in ascending order, and whether any attempt in them
  /// succeeded.
  public func sceneOutcomes(
    job id: String
  ) async throws(CatalogError) -> [(scene: Int, succeeded: Bool)] {
    try await read { db in
      let rows = try Row.fetchAll(
        try db.cachedStatement(
          sql: """
            SELECT scene, max(failure IS NULL) AS succeeded FROM attempts
            WHERE job = (SELECT seq FROM jobs WHERE id = ?) GROUP BY scene ORDER BY scene
            """), arguments: [id])
      return rows.map { ($0["scene"], $0["succeeded"]) }
    }
  }

  /// The content hashes of a job's demonstrations, in the job's order.
  public func demonstrationHashes(job id: String) async throws(CatalogError) -> [String] {
    try await read { db in
      try String.fetchAll(
        try db.cachedStatement(
          sql: """
            SELECT sha256 FROM job_demonstrations
            WHERE job = (SELECT seq FROM jobs WHERE id = ?) ORDER BY position
            """), arguments: [id])
    }
  }
}
