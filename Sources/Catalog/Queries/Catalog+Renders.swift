import Episodes
import Foundation
import GRDB

extension Catalog {
  /// The most picture sets of one render.
  public static let mostPictureSets = 100_000

  /// Fixes what a render consists of: the episodes there are now, each in its looks.
  ///
  /// A second call with the same `requestKey` and request returns the first call's render. `id` names a
  /// picture set by its episode's blob and its style seed.
  ///
  /// - Throws: `CatalogError.notFound` for an unknown job or episode, `.invalid` for episodes of several
  ///   tasks, or none, or too many pictures.
  public func insertRender(
    _ request: RenderRequest, requestKey: String? = nil,
    pictureSetID id: @Sendable (_ episodeBlob: String, _ styleSeed: UInt64) throws -> String
  ) async throws(CatalogError) -> RenderRecord {
    let time = now()
    // ids are cheap, and the closure must not run within the database's queue
    let episodes = try await read { db in try Self.episodes(db, of: request) }
    let tasks = Set(episodes.map(\.task))
    guard let task = tasks.first else {
      throw .invalid(field: "episodes", reason: "there is none to take pictures of")
    }
    guard tasks.count == 1 else {
      throw .invalid(field: "episodes", reason: "must be of one task, are of \(tasks.count)")
    }
    let total = episodes.count * request.variants
    guard total <= Self.mostPictureSets else {
      throw .invalid(
        field: "variants", reason: "makes \(total) picture sets, at most \(Self.mostPictureSets)")
    }
    var items: [PictureSetRecord] = []
    do {
      for episode in episodes {
        for variant in 0..<request.variants {
          let seed = request.styleSeed(at: items.count)
          items.append(
            PictureSetRecord(
              id: try id(episode.blob, seed), position: items.count, episode: episode.id,
              episodeBlob: episode.blob, variant: variant, styleSeed: seed))
        }
      }
    } catch { throw .storage("\(error)") }
    let found = items
    return try await write { db in
      if let requestKey {
        let row = try Row.fetchOne(
          db, sql: "SELECT * FROM renders WHERE request_key = ?", arguments: [requestKey])
        if let row {
          let known = try Self.render(row)
          if known.request == request { return known }
          try db.execute(
            sql: "UPDATE renders SET request_key = NULL WHERE request_key = ?",
            arguments: [requestKey])
        }
      }
      let random = UInt64.random(in: .min ... .max)
      let name =
        "rnd_" + String(repeating: "0", count: 16 - String(random, radix: 16).count)
        + String(random, radix: 16)
      try db.execute(
        sql: """
          INSERT INTO renders (id, request_key, state, request, task, total, created_at)
          VALUES (?, ?, 'queued', ?, ?, ?, ?)
          """,
        arguments: [name, requestKey, try CanonicalJSON.text(request), task, found.count, time])
      let seq = db.lastInsertedRowID
      let insert = try db.cachedStatement(
        sql: """
          INSERT INTO render_items
            (render, position, picture_set, episode, episode_blob, variant, style_seed)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """)
      for item in found {
        try insert.execute(arguments: [
          seq, item.position, item.id, item.episode, item.episodeBlob, item.variant,
          Int64(item.styleSeed),
        ])
      }
      return try Self.requireRender(db, id: name)
    }
  }

  private static func episodes(
    _ db: Database, of request: RenderRequest
  ) throws -> [EpisodeRecord] {
    var episodes: [EpisodeRecord] = []
    var seen: Set<String> = []
    for job in request.jobs {
      let rows = try Row.fetchAll(
        db, sql: "\(Self.episodes) WHERE job = ? ORDER BY scene, motion",
        arguments: [try Self.jobSequence(db, id: job)])
      for episode in try rows.map(Self.episode) where seen.insert(episode.id).inserted {
        episodes.append(episode)
      }
    }
    for id in request.episodes where seen.insert(id).inserted {
      let row = try Row.fetchOne(db, sql: "\(Self.episodes) WHERE id = ?", arguments: [id])
      guard let row else { throw CatalogError.notFound("episode \(id)") }
      episodes.append(try Self.episode(row))
    }
    return episodes
  }

  /// The render of an id, or nil.
  public func render(_ id: String) async throws(CatalogError) -> RenderRecord? {
    try await read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM renders WHERE id = ?", arguments: [id])
        .map(Self.render)
    }
  }

  /// Renders, newest first.
  public func renders(
    page: PageRequest = PageRequest()
  ) async throws(CatalogError) -> Page<RenderRecord> {
    try await read { db in
      try Self.page(
        db, list: "renders", table: "renders", order: .newestFirst, page: page,
        record: Self.render)
    }
  }

  // MARK: - Taking

  /// Takes the oldest render that waits and marks it running, or nil.
  public func claimRender() async throws(CatalogError) -> RenderRecord? {
    try await write { db in
      let id = try String.fetchOne(
        db, sql: "SELECT id FROM renders WHERE state = 'queued' ORDER BY seq LIMIT 1")
      guard let id else { return nil }
      try db.execute(
        sql: """
          UPDATE renders SET state = 'running', error = NULL, done = (
            SELECT count(*) FROM render_items JOIN picture_sets
            ON picture_sets.id = render_items.picture_set WHERE render = renders.seq)
          WHERE id = ?
          """, arguments: [id])
      return try Self.requireRender(db, id: id)
    }
  }

  /// Ends a render: ready with its file of thumbnails, or failed with the error.
  public func finishRender(
    _ id: String, result: Result<RenderRecord.Blob, CatalogError>
  ) async throws(CatalogError) {
    let time = now()
    try await write { db in
      var thumbnails: String?
      var problem: String?
      switch result {
      case .success(let blob): thumbnails = try CanonicalJSON.text(blob)
      case .failure(let error): problem = error.description
      }
      try db.execute(
        sql: """
          UPDATE renders SET state = ?, thumbnails = ?, error = ?, finished_at = ?,
            done = CASE WHEN ? IS NULL THEN total ELSE done END
          WHERE id = ? AND state = 'running'
          """,
        arguments: [
          problem == nil ? "ready" : "failed", thumbnails, problem, time, problem, id,
        ])
      guard db.changesCount == 1, problem == nil else { return }
      let record = try Self.requireRender(db, id: id)
      try Self.tell(db, .renderReady, subject: id, time: time) { RenderNews(record) }
    }
  }

  /// Puts a render that was stopped back into the queue; `reason` says what it waits for.
  public func releaseRender(_ id: String, reason: String? = nil) async throws(CatalogError) {
    try await write { db in
      try db.execute(
        sql: "UPDATE renders SET state = 'queued', error = ? WHERE id = ? AND state = 'running'",
        arguments: [reason, id])
    }
  }

  /// Ends a render; what was taken stays.
  ///
  /// - Throws: `CatalogError.notFound`, or `.conflict` when it has ended already.
  public func cancelRender(_ id: String) async throws(CatalogError) -> RenderRecord {
    let time = now()
    return try await write { db in
      let render = try Self.requireRender(db, id: id)
      guard render.state == .queued || render.state == .running else {
        if render.state == .cancelled { return render }
        throw CatalogError.conflict("render \(id) is \(render.state.rawValue)")
      }
      try db.execute(
        sql: "UPDATE renders SET state = 'cancelled', finished_at = ? WHERE id = ?",
        arguments: [time, id])
      return try Self.requireRender(db, id: id)
    }
  }

  // MARK: - Rows

  static func requireRender(_ db: Database, id: String) throws -> RenderRecord {
    let row = try Row.fetchOne(db, sql: "SELECT * FROM renders WHERE id = ?", arguments: [id])
    guard let row else { throw CatalogError.notFound("render \(id)") }
    return try render(row)
  }

  /// The jobs whose episodes a render shows, in the order of its own.
  static func jobs(_ db: Database, ofRender id: String) throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        SELECT jobs.id FROM render_items
        JOIN renders ON renders.seq = render_items.render
        JOIN episodes ON episodes.id = render_items.episode
        JOIN jobs ON jobs.seq = episodes.job
        WHERE renders.id = ? GROUP BY jobs.seq ORDER BY min(render_items.position)
        """, arguments: [id])
  }

  private static func render(_ row: Row) throws -> RenderRecord {
    RenderRecord(
      id: row["id"], state: RenderState(rawValue: row["state"]) ?? .failed,
      request: try CanonicalJSON.decode(RenderRequest.self, row["request"]), task: row["task"],
      total: row["total"], done: row["done"], error: row["error"],
      thumbnails: try (row["thumbnails"] as String?).map {
        try CanonicalJSON.decode(RenderRecord.Blob.self, $0)
      }, createdAt: row["created_at"], finishedAt: row["finished_at"])
  }
}
