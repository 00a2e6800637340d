import Catalog

extension SchemaLibrary {
  private static let bounds = Schema.object(
    ["min?": .number(), "max?": .number()], isClosed: true)

  /// The criteria by which episodes are chosen.
  static let episodeFilter: [String: Schema] = [
    "tasks?": Schema.array(.text, 1...EpisodeFilter.most).described(
      "All jobs of the task when no jobs are named."),
    "scenes?": Schema.array(
      Schema(["anyOf": [Schema.integer(0).json, Schema.array(.integer(0), 2...2).json]]),
      1...EpisodeFilter.most
    ).described("Indices within their job, or [first, last]."),
    "demonstrations?": Schema.array(.text, 1...EpisodeFilter.most).described(
      "Planned from at least one of these."),
    "steps?": bounds.described("Control steps."),
    "metrics?": Schema.map(bounds).described(
      "By the name of the metric; GET /v1/episodes/{id} shows what there is."),
  ]
}
