import Catalog

/// The same criteria as words of a query.
enum EpisodeFilterQuery {
  static let parameters = [
    Route.Parameter(
      name: "tasks", description: "Of these tasks only, with commas between.",
      schema: .string),
    Route.Parameter(
      name: "scenes", description: "Indices and ranges within their job, as in 0,3,10-20.",
      schema: Schema([
        "type": "string", "pattern": "^[0-9]{1,9}(-[0-9]{1,9})?(,[0-9]{1,9}(-[0-9]{1,9})?)*$",
      ])),
    Route.Parameter(
      name: "demonstrations", description: "Planned from at least one of these ids.",
      schema: .string),
    Route.Parameter(
      name: "layouts", description: "Of kitchens of these layouts.", schema: .string),
    Route.Parameter(
      name: "styles", description: "Of kitchens of these styles.", schema: .string),
    Route.Parameter(
      name: "splits", description: "With objects of these splits.", schema: .string),
    Route.Parameter(
      name: "languages", description: "With one of these texts in their instruction.",
      schema: .string),
    Route.Parameter(
      name: "cells", description: "With objects in these coverage cells at reset.",
      schema: .string),
    Route.Parameter(
      name: "datasets", description: "In one of these, each NAME/VERSION.", schema: .string),
    Route.Parameter(
      name: "exclude", description: "Neither these ids nor in these NAME/VERSION.",
      schema: .string),
    Route.Parameter(
      name: "steps", description: "Control steps, as in 80..200, ..200 or 80..",
      schema: .string),
    Route.Parameter(
      name: "metrics",
      description: "Bounds on what was measured, as in penetration_m:..0.002,solver_fallbacks:0..3",
      schema: .string),
  ]

  /// What is asked for.
  ///
  /// - Throws: `Problem` 422 that names the parameter.
  static func read(_ query: Query) throws(Problem) -> EpisodeFilter {
    var filter = EpisodeFilter(
      tasks: list(query["tasks"]), demonstrations: list(query["demonstrations"]),
      layouts: list(query["layouts"]), styles: list(query["styles"]),
      splits: list(query["splits"]), languages: list(query["languages"]),
      cells: list(query["cells"]), datasets: list(query["datasets"]),
      exclude: list(query["exclude"]))
    for text in list(query["scenes"]) { filter.scenes.append(try range(text)) }
    if let text = query["steps"] { filter.steps = try bounds(text[...], "steps") }
    for text in list(query["metrics"]) {
      let parts = text.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else {
        throw .unusable("metrics", "must be NAME:MIN..MAX, with commas between")
      }
      filter.metrics[String(parts[0])] = try bounds(parts[1], "metrics")
    }
    if let problem = filter.problem { throw .unusable(problem.field, problem.reason) }
    return filter
  }

  private static func list(_ text: String?) -> [String] {
    text?.split(separator: ",").map(String.init) ?? []
  }

  /// `7`, or `3-9`.
  private static func range(_ text: String) throws(Problem) -> IndexRange {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(ends.count), let first = ends.first ?? nil, let last = ends.last ?? nil,
      first <= last
    else { throw .unusable("scenes", "must be indices or FIRST-LAST, with commas between") }
    return IndexRange(first...last)
  }

  /// `MIN..MAX`, either of which may be missing.
  private static func bounds(_ text: Substring, _ name: String) throws(Problem) -> NumberBounds {
    guard let dots = text.firstRange(of: "..") else {
      throw .unusable(name, "must be MIN..MAX, of which one may be missing")
    }
    let ends = [text[..<dots.lowerBound], text[dots.upperBound...]]
    let numbers = ends.map { $0.isEmpty ? nil : Double($0) }
    guard zip(ends, numbers).allSatisfy({ $0.isEmpty || $1?.isFinite == true }) else {
      throw .unusable(name, "must be MIN..MAX, of which one may be missing")
    }
    return NumberBounds(min: numbers[0], max: numbers[1])
  }
}
