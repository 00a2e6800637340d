import GRDB

extension Catalog {
  /// What a render consists of, in its order.
  public func pictureSets(
    ofRender id: String, page: PageRequest = PageRequest()
  ) async throws(CatalogError) -> Page<PictureSetRecord> {
    try await read { db in
      try page.check()
      let list = "pictures/\(id)"
      let after = try page.token.map { try PageToken.decode(list, $0, count: 1)[0] } ?? -1
      let found = try Self.pictureSets(db, ofRender: id, after: after, limit: page.size + 1)
      let shown = Array(found.prefix(page.size))
      let token =
        found.count > page.size ? shown.last.map { PageToken.encode(list, [$0.position]) } : nil
      return Page(records: shown, nextPageToken: token)
    }
  }

  /// One picture set of a render, or nil.
  public func pictureSet(
    ofRender id: String, position: Int
  ) async throws(CatalogError) -> PictureSetRecord? {
    try await read { db in
      try Self.pictureSets(db, ofRender: id, after: position - 1, limit: 1)
        .first { $0.position == position }
    }
  }

  /// All picture sets of a render.
  public func allPictureSets(
    ofRender id: String
  ) async throws(CatalogError) -> [PictureSetRecord] {
    try await read { db in
      try Self.pictureSets(db, ofRender: id, after: -1, limit: Self.mostPictureSets)
    }
  }

  static func pictureSets(
    _ db: Database, ofRender id: String, after: Int = -1, limit: Int = mostPictureSets
  ) throws -> [PictureSetRecord] {
    let seq = try Int.fetchOne(db, sql: "SELECT seq FROM renders WHERE id = ?", arguments: [id])
    guard let seq else { throw CatalogError.notFound("render \(id)") }
    let rows = try Row.fetchAll(
      try db.cachedStatement(
        sql: """
          SELECT render_items.*, picture_sets.blob, picture_sets.bytes, picture_sets.frames
          FROM render_items LEFT JOIN picture_sets ON picture_sets.id = render_items.picture_set
          WHERE render = ? AND position > ? ORDER BY position LIMIT ?
          """), arguments: [seq, after, limit])
    return rows.map { row in
      var record = PictureSetRecord(
        id: row["picture_set"], position: row["position"], episode: row["episode"],
        episodeBlob: row["episode_blob"], variant: row["variant"],
        styleSeed: UInt64(row["style_seed"] as Int64))
      record.blob = row["blob"]
      record.bytes = row["bytes"]
      record.frames = row["frames"]
      return record
    }
  }

  /// Keeps taken pictures; what they name must be on the disk before.
  ///
  /// - Returns: whether the render, when one is named, still wants more.
  @discardableResult
  public func keep(
    _ pictures: TakenPictures, render id: String? = nil
  ) async throws(CatalogError) -> Bool {
    let time = now()
    return try await write { db in
      try db.execute(
        sql: """
          INSERT OR IGNORE INTO picture_sets
            (id, blob, bytes, frames, thumbnail, thumbnail_bytes, created_at)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          pictures.id, pictures.blob, pictures.bytes, pictures.frames, pictures.thumbnailBlob,
          pictures.thumbnailBytes, time,
        ])
      guard let id else { return true }
      try db.execute(
        sql: "UPDATE renders SET done = min(total, done + 1) WHERE id = ? AND state = 'running'",
        arguments: [id])
      return db.changesCount == 1
    }
  }

  /// The pictures of some sets that are taken already, by id.
  public func taken(_ ids: [String]) async throws(CatalogError) -> [String: TakenPictures] {
    try await read { db in
      let statement = try db.cachedStatement(sql: "SELECT * FROM picture_sets WHERE id = ?")
      var found: [String: TakenPictures] = [:]
      for id in ids {
        guard let row = try Row.fetchOne(statement, arguments: [id]) else { continue }
        found[id] = TakenPictures(
          id: id, blob: row["blob"], bytes: row["bytes"], frames: row["frames"],
          thumbnailBlob: row["thumbnail"], thumbnailBytes: row["thumbnail_bytes"])
      }
      return found
    }
  }
}
