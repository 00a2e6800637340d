import GRDB

extension EpisodeFilter {
  /// One criterion as a condition on the table of episodes.
  struct Criterion {
    /// As requests name it.
    var name: String
    var condition: String
    var arguments: [any DatabaseValueConvertible]
  }

  /// What is set, in a fixed order.
  var criteria: [Criterion] {
    get throws {
      var found: [Criterion] = []
      if !tasks.isEmpty {
        found.append(
          Criterion(
            name: "tasks",
            condition: """
              job IN (SELECT seq FROM jobs WHERE task IN (SELECT value FROM json_each(?)))
              """, arguments: [try CanonicalJSON.text(tasks)]))
      }
      if !scenes.isEmpty {
        found.append(
          Criterion(
            name: "scenes",
            condition: """
              EXISTS (SELECT 1 FROM json_each(?) AS part WHERE scene BETWEEN
                json_extract(part.value, '$[0]') AND json_extract(part.value, '$[1]'))
              """, arguments: [try CanonicalJSON.text(scenes.map { [$0.first, $0.last] })]))
      }
      if !demonstrations.isEmpty {
        found.append(
          Criterion(
            name: "demonstrations",
            condition: """
              EXISTS (SELECT 1 FROM json_each(demonstrations) AS source
                WHERE source.value IN (SELECT value FROM json_each(?)))
              """, arguments: [try CanonicalJSON.text(demonstrations)]))
      }
      for (name, words) in [("layout", layouts), ("style", styles), ("split", splits)]
      where !words.isEmpty {
        found.append(
          Criterion(
            name: name + "s",
            condition: """
              json_extract(traits, '$.\(name)') IN (SELECT value FROM json_each(?))
              """, arguments: [try CanonicalJSON.text(words)]))
      }
      if !languages.isEmpty {
        found.append(
          Criterion(
            name: "languages",
            condition: """
              EXISTS (SELECT 1 FROM json_each(?) AS part
                WHERE instr(lower(json_extract(traits, '$.language')), lower(part.value)) > 0)
              """, arguments: [try CanonicalJSON.text(languages)]))
      }
      if !cells.isEmpty {
        found.append(
          Criterion(
            name: "cells",
            condition: """
              EXISTS (SELECT 1 FROM json_each(?) AS part
                WHERE instr('+' || json_extract(traits, '$.cell') || '+', '+' || part.value || '+') > 0)
              """, arguments: [try CanonicalJSON.text(cells)]))
      }
      if !datasets.isEmpty {
        found.append(
          Criterion(
            name: "datasets", condition: Self.isInDatasets,
            arguments: [try CanonicalJSON.text(datasets)]))
      }
      if !exclude.isEmpty {
        let words = try CanonicalJSON.text(exclude)
        found.append(
          Criterion(
            name: "exclude",
            condition: """
              id NOT IN (SELECT value FROM json_each(?)) AND NOT (\(Self.isInDatasets))
              """, arguments: [words, words]))
      }
      if let steps { found += Self.bounds(steps, of: "steps", name: "steps") }
      for (name, bounds) in metrics.sorted(by: { $0.key < $1.key }) {
        found += Self.bounds(
          bounds, of: "json_extract(metrics, ?)", arguments: [Self.path(name)],
          name: "metrics.\(name)")
      }
      return found
    }
  }

  /// Whether an episode is in one of some versions of datasets, its one argument.
  static let isInDatasets = """
    seq IN (SELECT member.episode FROM dataset_episodes AS member
      JOIN datasets AS version ON version.seq = member.dataset
      WHERE version.name || '/' || version.version IN (SELECT value FROM json_each(?)))
    """

  /// All criteria as one condition.
  func condition() throws -> (sql: String, arguments: [any DatabaseValueConvertible]) {
    let criteria = try criteria
    return (
      (["TRUE"] + criteria.map { "(\($0.condition))" }).joined(separator: " AND "),
      criteria.flatMap(\.arguments)
    )
  }

  /// Where a metric stands in the JSON of all metrics.
  static func path(_ metric: String) -> String { "$.\"\(metric)\"" }

  private static func bounds(
    _ bounds: NumberBounds, of value: String, arguments: [any DatabaseValueConvertible] = [],
    name: String
  ) -> [Criterion] {
    var conditions: [String] = []
    var all: [any DatabaseValueConvertible] = []
    for (comparison, bound) in [(">=", bounds.min), ("<=", bounds.max)] {
      guard let bound else { continue }
      conditions.append("\(value) \(comparison) ?")
      all += arguments + [bound]
    }
    return [
      Criterion(name: name, condition: conditions.joined(separator: " AND "), arguments: all)
    ]
  }
}
