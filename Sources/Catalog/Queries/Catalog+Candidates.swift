import Episodes
import GRDB

/// A dataset's request with everything found that it only hints at.
struct ResolvedDataset: Sendable {
  var asked: DatasetRequest
  /// With jobs and cameras filled in.
  var request: DatasetRequest
  /// By the alphabet.
  var tasks: [String]
  /// The latest episode that there was.
  var last: Int
  /// Numbers of the episodes that may be taken, in the dataset's order.
  var episodes: [Int]
}

extension Catalog {
  /// What a request means now.
  ///
  /// - Throws: `CatalogError.notFound` for an unknown job or render, `.invalid` naming the field at fault.
  static func resolve(_ db: Database, _ asked: DatasetRequest) throws -> ResolvedDataset {
    var request = asked
    if let id = asked.render {
      // the jobs of a render are its own
      let render = try requireRender(db, id: id)
      guard render.state == .ready else {
        throw CatalogError.invalid(
          field: "render", reason: "is \(render.state.rawValue), not ready")
      }
      request.cameras = render.request.cameras
      request.filter.jobs = try jobs(db, ofRender: id)
    } else {
      try checkDatasets(db, asked.filter.episodes, prefix: "filter.")
      request.filter.jobs = try jobs(db, meantBy: asked.filter)
      guard !request.filter.jobs.isEmpty else {
        throw CatalogError.invalid(
          field: "filter.tasks",
          reason: asked.filter.jobs.isEmpty
            ? "no job of these has episodes yet" : "are of none of the jobs")
      }
    }

    // jobs that ask for pictures ask for the same
    var tasks: Set<String> = []
    var cameras: Set<CameraOptions?> = []
    for job in request.filter.jobs {
      let spec = try requireJob(db, id: job).spec
      tasks.insert(spec.task)
      cameras.insert(spec.cameras)
    }
    let takesPictures =
      request.options?.pictures != false && request.format != DatasetFormat.goal.rawValue
    if takesPictures, request.cameras == nil, let first = cameras.first {
      guard cameras.count == 1 else {
        throw CatalogError.invalid(
          field: "cameras", reason: "must be said: the jobs ask for different ones")
      }
      request.cameras = first
    }
    if request.cameras == nil, DatasetFormat(rawValue: request.format)?.needsPictures == true {
      throw CatalogError.invalid(
        field: "cameras",
        reason: "must be said for \(request.format), which is of pictures: the jobs ask for none")
    }
    let holdsTasks = DatasetFormat(rawValue: request.format)?.holdsTasks ?? false
    guard tasks.count == 1 || (holdsTasks && asked.render == nil) else {
      throw CatalogError.invalid(
        field: asked.render == nil && asked.filter.jobs.isEmpty ? "filter.tasks" : "filter.jobs",
        reason: "must be jobs of one task, are of \(tasks.count)")
    }

    // what is kept after this moment does not belong to it
    let last = try Int.fetchOne(db, sql: "SELECT coalesce(max(seq), 0) FROM episodes") ?? 0
    return ResolvedDataset(
      asked: asked, request: request, tasks: tasks.sorted(), last: last,
      episodes: try episodes(db, request, upTo: last))
  }

  /// The numbers of the episodes that a request with its jobs filled in may take.
  private static func episodes(
    _ db: Database, _ request: DatasetRequest, upTo last: Int
  ) throws -> [Int] {
    if let render = request.render {
      return try Int.fetchAll(
        db,
        sql: """
          SELECT episodes.seq FROM render_items
          JOIN renders ON renders.seq = render_items.render
          JOIN episodes ON episodes.id = render_items.episode
          WHERE renders.id = ? ORDER BY render_items.position
          """, arguments: [render])
    }
    let filter = request.filter.episodes
    var seen: Set<Int> = []
    let jobs = try request.filter.jobs.map { try jobSequence(db, id: $0) }
      .filter { seen.insert($0).inserted }
    try check(db, filter, jobs: jobs, prefix: "filter.")
    let (condition, arguments) = try filter.condition()
    let most = request.filter.limit ?? .max
    var found: [Int] = []
    for job in jobs where found.count < most {
      let place: [any DatabaseValueConvertible] = [job, last]
      found += try Int.fetchAll(
        db,
        sql: """
          SELECT seq FROM episodes WHERE job = ? AND seq <= ? AND \(condition)
          ORDER BY scene, motion LIMIT ?
          """, arguments: StatementArguments(place + arguments + [most - found.count]))
    }
    guard !found.isEmpty else { throw try emptiness(db, filter, jobs: jobs, upTo: last) }
    return found
  }

  /// Throws unless all versions of datasets that a filter names are there.
  static func checkDatasets(
    _ db: Database, _ filter: EpisodeFilter, prefix: String
  ) throws {
    for id in filter.exclude where !id.contains("/") {
      let isKnown = try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM episodes WHERE id = ?)", arguments: [id])
      guard isKnown == true else {
        throw CatalogError.invalid(field: prefix + "exclude", reason: "\(id) is not known")
      }
    }
    let named =
      filter.datasets.map { ("datasets", $0) }
      + filter.exclude.filter { $0.contains("/") }.map { ("exclude", $0) }
    for (field, name) in named {
      let isKnown = try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM datasets WHERE name || '/' || version = ?)",
        arguments: [name])
      guard isKnown == true else {
        throw CatalogError.invalid(field: prefix + field, reason: "\(name) is not known")
      }
    }
  }

  /// The episodes of these numbers, in this order, with all that choosing goes by.
  static func candidates(
    _ db: Database, _ numbers: [Int], render: String? = nil
  ) throws -> [DatasetCandidate] {
    let looks = try render.map { try pictureSets(db, ofRender: $0) } ?? []
    let statement = try db.cachedStatement(
      sql: "SELECT * FROM (\(Self.episodes)) WHERE seq = ?")
    var jobs: [String: JobSpec] = [:]
    return try numbers.enumerated().map { index, number in
      guard let row = try Row.fetchOne(statement, arguments: [number]) else {
        throw CatalogError.notFound("episode number \(number)")
      }
      let episode = try Self.episode(row)
      let spec = try jobs[episode.job] ?? requireJob(db, id: episode.job).spec
      jobs[episode.job] = spec
      let look = looks.indices.contains(index) ? looks[index] : nil
      return DatasetCandidate(
        episode: episode, distribution: spec.scenes.distribution, seed: spec.seed,
        path: try (row["path"] as String?).map {
          try CanonicalJSON.decode(EpisodePath.self, $0)
        }, styleSeed: look?.styleSeed, pictureSet: look?.id)
    }
  }

  /// The episodes of a dataset in its order: by its jobs, then scene, then motion.
  public func members(
    ofDataset name: String, version: Int
  ) async throws(CatalogError) -> [DatasetCandidate] {
    try await read { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT seq, render FROM datasets WHERE name = ? AND version = ?",
        arguments: [name, version])
      guard let row else { throw CatalogError.notFound("dataset \(name) version \(version)") }
      let numbers = try Int.fetchAll(
        db, sql: "SELECT episode FROM dataset_episodes WHERE dataset = ? ORDER BY position",
        arguments: [row["seq"] as Int])
      return try Self.candidates(db, numbers, render: row["render"])
    }
  }

  /// Lists the episodes of datasets that were chosen before lists were kept.
  static func listEpisodes(_ db: Database) throws {
    for row in try Row.fetchAll(db, sql: "SELECT * FROM datasets ORDER BY seq") {
      var request = DatasetRequest(
        name: row["name"], filter: try CanonicalJSON.decode(DatasetFilter.self, row["filter"]))
      request.render = row["render"]
      let numbers = (try? episodes(db, request, upTo: row["last_episode"])) ?? []
      try list(db, numbers, ofDataset: row["seq"])
    }
  }

  /// Notes which episodes a dataset consists of.
  static func list(_ db: Database, _ numbers: [Int], ofDataset dataset: Int) throws {
    let statement = try db.cachedStatement(
      sql: "INSERT INTO dataset_episodes (dataset, position, episode) VALUES (?, ?, ?)")
    for (position, number) in numbers.enumerated() {
      try statement.execute(arguments: [dataset, position, number])
    }
  }
}
