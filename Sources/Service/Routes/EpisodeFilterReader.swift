import Catalog
import JSONText

/// Reads the criteria of a filter from the object that holds them.
enum EpisodeFilterReader {
  /// What is said there; faults are noted in the reader.
  static func read(_ reader: inout FieldReader) -> EpisodeFilter {
    let most = EpisodeFilter.most
    func words(_ key: String) -> [String] {
      reader.strings(key, count: 1...most, required: false) ?? []
    }
    var filter = EpisodeFilter()
    filter.tasks = words("tasks")
    filter.scenes = reader.decoded("scenes", as: [IndexRange].self, required: false) ?? []
    filter.demonstrations = words("demonstrations")
    filter.layouts = words("layouts")
    filter.styles = words("styles")
    filter.splits = words("splits")
    filter.languages = words("languages")
    filter.cells = words("cells")
    filter.datasets = words("datasets")
    filter.exclude = words("exclude")
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
