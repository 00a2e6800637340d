import Catalog

extension SchemaLibrary {
  private static let bounds = Schema.object(
    ["min?": .number(), "max?": .number()], isClosed: true)

  private static let words = Schema.array(.text, 1...EpisodeFilter.most)

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
    "layouts?": words.described("Of kitchens."),
    "styles?": words.described("Of kitchens."),
    "splits?": words.described("Which object instances the kitchen was drawn from."),
    "languages?": words.described(
      "The instruction holds one of these, whatever the case of its letters."),
    "cells?": words.described(
      "Coverage cells in which objects stood at reset: one object's, or all with + between."),
    "datasets?": words.described("In at least one of these versions of datasets: NAME/VERSION."),
    "exclude?": words.described("Ids of episodes, and NAME/VERSION of datasets, to leave out."),
    "steps?": bounds.described("Control steps."),
    "metrics?": Schema.map(bounds).described(
      "By the name of the metric; GET /v1/episodes/{id} shows what there is."),
  ]
}
