import Episodes
import GRDB

/// Which episodes are meant: those that meet every criterion that is set.
///
/// The one place where criteria are defined: lists and datasets both select by it. A new criterion is a
/// field here, a line in `criteria`, and a line where requests are read.
public struct EpisodeFilter: Sendable, Hashable, Codable {
  /// Names of tasks; empty for any, as with the others.
  public var tasks: [String]
  /// Scenes by their index within their job.
  public var scenes: [IndexRange]
  /// Ids of demonstrations of which at least one must have been a source.
  public var demonstrations: [String]
  /// Of kitchens.
  public var layouts: [String]
  public var styles: [String]
  /// Which object instances the kitchen was drawn from.
  public var splits: [String]
  /// The instruction holds one of these, whatever the case of its letters.
  public var languages: [String]
  /// Coverage cells in which objects stood at reset: one object's, or all with `+` between.
  public var cells: [String]
  /// Versions of datasets, as `NAME/VERSION`: in at least one of them.
  public var datasets: [String]
  /// Ids of episodes, and versions of datasets whose episodes are left out.
  public var exclude: [String]
  /// Control steps.
  public var steps: NumberBounds?
  /// Bounds on what was measured, by the metric's name; an episode without the metric does not pass.
  public var metrics: [String: NumberBounds]

  /// The most elements of a list.
  public static let most = 1000

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case tasks, scenes, demonstrations, layouts, styles, splits, languages, cells, datasets,
      exclude,
      steps, metrics
  }

  public init(
    tasks: [String] = [], scenes: [IndexRange] = [], demonstrations: [String] = [],
    layouts: [String] = [], styles: [String] = [], splits: [String] = [],
    languages: [String] = [], cells: [String] = [], datasets: [String] = [],
    exclude: [String] = [], steps: NumberBounds? = nil, metrics: [String: NumberBounds] = [:]
  ) {
    self.tasks = tasks
    self.scenes = scenes
    self.demonstrations = demonstrations
    self.layouts = layouts
    self.styles = styles
    self.splits = splits
    self.languages = languages
    self.cells = cells
    self.datasets = datasets
    self.exclude = exclude
    self.steps = steps
    self.metrics = metrics
  }

  /// Reads its own keys of an object that may hold others.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func words(_ key: CodingKeys) throws -> [String] {
      try values.decodeIfPresent([String].self, forKey: key) ?? []
    }
    tasks = try words(.tasks)
    scenes = try values.decodeIfPresent([IndexRange].self, forKey: .scenes) ?? []
    demonstrations = try words(.demonstrations)
    layouts = try words(.layouts)
    styles = try words(.styles)
    splits = try words(.splits)
    languages = try words(.languages)
    cells = try words(.cells)
    datasets = try words(.datasets)
    exclude = try words(.exclude)
    steps = try values.decodeIfPresent(NumberBounds.self, forKey: .steps)
    metrics = try values.decodeIfPresent([String: NumberBounds].self, forKey: .metrics) ?? [:]
  }

  /// Writes only what is set, so that what was written before a criterion was known stays the same.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    for (key, words) in lists where !words.isEmpty { try values.encode(words, forKey: key) }
    if !scenes.isEmpty { try values.encode(scenes, forKey: .scenes) }
    try values.encodeIfPresent(steps, forKey: .steps)
    if !metrics.isEmpty { try values.encode(metrics, forKey: .metrics) }
  }

  /// Whether it lets everything through.
  public var isEmpty: Bool { self == EpisodeFilter() }

  /// The first criterion that can never be met as it is written, and why; nil when there is none.
  public var problem: (field: String, reason: String)? {
    let counts =
      lists.map { ($0.rawValue, $1.count) } + [
        ("scenes", scenes.count), ("metrics", metrics.count),
      ]
    for (field, count) in counts where count > Self.most {
      return (field, "must hold at most \(Self.most)")
    }
    for (key, words) in lists where words.contains("") {
      return (key.rawValue, "must not hold an empty text")
    }
    if datasets.contains(where: { !Self.isVersion($0) }) {
      return ("datasets", "must hold NAME/VERSION")
    }
    if exclude.contains(where: { !$0.hasPrefix("ep_") && !Self.isVersion($0) }) {
      return ("exclude", "must hold ids of episodes and NAME/VERSION of datasets")
    }
    if let reason = steps?.problem { return ("steps", reason) }
    for (name, bounds) in metrics.sorted(by: { $0.key < $1.key }) {
      guard Self.isMetricName(name) else {
        return ("metrics", "names must be 1 to 64 of letters, digits, _, - and .")
      }
      if let reason = bounds.problem { return ("metrics.\(name)", reason) }
    }
    return nil
  }

  /// The criteria that are lists of words, in a fixed order.
  private var lists: [(CodingKeys, [String])] {
    [
      (.tasks, tasks), (.demonstrations, demonstrations), (.layouts, layouts), (.styles, styles),
      (.splits, splits), (.languages, languages), (.cells, cells), (.datasets, datasets),
      (.exclude, exclude),
    ]
  }

  /// Whether a text may name a version of a dataset.
  private static func isVersion(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let version = Int(parts[1]) else { return false }
    return version > 0 && String(version) == parts[1]
  }

  /// Whether a text may be a metric's name; no other can stand in a path of SQLite's JSON.
  static func isMetricName(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || byte == 95 || byte == 45 || byte == 46
      }
  }
}
