import GRDB

extension Catalog {
  /// What names blobs: every column of the catalog that holds a blob's hash stands here.
  private static let blobNames = """
    SELECT sha256 AS sha, 'demonstration ' || id AS owner FROM demonstrations
    UNION ALL SELECT job_demonstrations.sha256, 'job ' || jobs.id
      FROM job_demonstrations JOIN jobs ON jobs.seq = job_demonstrations.job
    UNION ALL SELECT blob, 'episode ' || id FROM episodes
    UNION ALL SELECT render_items.episode_blob, 'render ' || renders.id
      FROM render_items JOIN renders ON renders.seq = render_items.render
    UNION ALL SELECT blob, 'pictures ' || id FROM picture_sets
    UNION ALL SELECT thumbnail, 'pictures ' || id FROM picture_sets WHERE thumbnail <> ''
    UNION ALL SELECT json_extract(thumbnails, '$.sha256'), 'render ' || id
      FROM renders WHERE thumbnails IS NOT NULL
    UNION ALL SELECT json_extract(result.value, '$.episode.blob'), 'job ' || jobs.id
      FROM tasks JOIN jobs ON jobs.seq = tasks.job, json_each(tasks.results) AS result
      WHERE tasks.results IS NOT NULL
        AND json_extract(result.value, '$.episode.blob') IS NOT NULL
    """

  /// The owners kept of each blob; more are counted as one.
  private static let mostOwners = 4

  /// Every blob that the catalog names, with the first few of those it belongs to, for instance
  /// `episode eps_…`.
  public func blobOwners() async throws(CatalogError) -> [String: [String]] {
    try await read { db in
      var owners: [String: [String]] = [:]
      let rows = try Row.fetchCursor(db, sql: Self.blobNames)
      while let row = try rows.next() {
        let sha: String = row["sha"]
        let owner: String = row["owner"]
        var known = owners[sha] ?? []
        guard known.count < Self.mostOwners, !known.contains(owner) else { continue }
        known.append(owner)
        owners[sha] = known
      }
      return owners
    }
  }

  /// Whether the catalog names a blob now.
  public func namesBlob(_ sha: String) async throws(CatalogError) -> Bool {
    try await read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM (\(Self.blobNames)) WHERE sha = ?)",
        arguments: [sha]) ?? false
    }
  }
}
