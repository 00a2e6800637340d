import GRDB

/// What webhooks are told of a job.
struct JobNews: Encodable {
  var id: String
  var url: String
  var state: String
  var task: String
  var total: Int
  var attempts: Int
  var successes: Int
  var stopReason: String?
  var error: String?
  var revision: Int

  enum CodingKeys: String, CodingKey {
    case id, url, state, task, total, attempts, successes, error, revision
    case stopReason = "stop_reason"
  }

  init(_ row: Row) {
    id = row["id"]
    url = "/v1/jobs/\(id)"
    state = row["state"]
    task = row["task"]
    total = row["total"]
    attempts = row["attempts"]
    successes = row["successes"]
    stopReason = row["stop_reason"]
    error = row["error"]
    revision = row["revision"]
  }
}

/// What webhooks are told of a dataset.
struct DatasetNews: Encodable {
  var name: String
  var version: Int
  var url: String
  var state: DatasetState
  var task: String
  var episodes: Int
  var files: [DatasetManifest.File]
  var error: String?

  init(_ record: DatasetRecord) {
    name = record.name
    version = record.version
    url = "/v1/datasets/\(name)/versions/\(version)"
    state = record.state
    task = record.task
    episodes = record.episodes
    files = record.manifest?.files ?? []
    error = record.error
  }
}

/// What webhooks are told of a demonstration.
struct DemonstrationNews: Encodable {
  var id: String
  var url: String
  var name: String
  var task: String
  var robot: String
  var frames: Int

  init(_ record: DemonstrationRecord) {
    id = record.id
    url = "/v1/demonstrations/\(record.id)"
    name = record.name
    task = record.task
    robot = record.robot
    frames = record.frames
  }
}

/// What webhooks are told of a render.
struct RenderNews: Encodable {
  var id: String
  var url: String
  var state: RenderState
  var task: String
  var total: Int

  init(_ record: RenderRecord) {
    id = record.id
    url = "/v1/renders/\(record.id)"
    state = record.state
    task = record.task
    total = record.total
  }
}
