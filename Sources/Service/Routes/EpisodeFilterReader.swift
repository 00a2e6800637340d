import Catalog
import JSONText

/// Reads the criteria of a filter from the object that holds them.
enum EpisodeFilterReader {
  /// What is said there; faults are noted in the reader.
  static func read(_ reader: inout FieldReader) -> EpisodeFilter {
    let most = EpisodeFilter.most
    var filter = EpisodeFilter()
    filter.tasks = reader.strings("tasks", count: 1...most, required: false) ?? []
    filter.scenes = reader.decoded("scenes", as: [IndexRange].self, required: false) ?? []
    filter.demonstrations =
      reader.strings("demonstrations", count: 1...most, required: false) ?? []
    filter.steps = reader.object("steps", required: false, bounds)
    filter.metrics = reader.map("metrics", required: false, bounds) ?? [:]
    if let problem = filter.problem { reader.fail(problem.field, problem.reason) }
    return filter
  }

  private static func bounds(_ reader: inout FieldReader) -> NumberBounds? {
    NumberBounds(
      min: reader.number("min", required: false), max: reader.number("max", required: false))
  }
}
