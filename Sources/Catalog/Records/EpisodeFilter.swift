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
  /// Control steps.
  public var steps: NumberBounds?
  /// Bounds on what was measured, by the metric's name; an episode without the metric does not pass.
  public var metrics: [String: NumberBounds]

  /// The most elements of a list.
  public static let most = 1000

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case tasks, scenes, demonstrations, steps, metrics
  }

  public init(
    tasks: [String] = [], scenes: [IndexRange] = [], demonstrations: [String] = [],
    steps: NumberBounds? = nil, metrics: [String: NumberBounds] = [:]
  ) {
    self.tasks = tasks
    self.scenes = scenes
    self.demonstrations = demonstrations
    self.steps = steps
    self.metrics = metrics
  }

  /// Reads its own keys of an object that may hold others.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    tasks = try values.decodeIfPresent([String].self, forKey: .tasks) ?? []
    scenes = try values.decodeIfPresent([IndexRange].self, forKey: .scenes) ?? []
    demonstrations = try values.decodeIfPresent([String].self, forKey: .demonstrations) ?? []
    steps = try values.decodeIfPresent(NumberBounds.self, forKey: .steps)
    metrics = try values.decodeIfPresent([String: NumberBounds].self, forKey: .metrics) ?? [:]
  }

  /// Writes only what is set, so that what was written before a criterion was known stays the same.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    if !tasks.isEmpty { try values.encode(tasks, forKey: .tasks) }
    if !scenes.isEmpty { try values.encode(scenes, forKey: .scenes) }
    if !demonstrations.isEmpty { try values.encode(demonstrations, forKey: .demonstrations) }
    try values.encodeIfPresent(steps, forKey: .steps)
    if !metrics.isEmpty { try values.encode(metrics, forKey: .metrics) }
  }

  /// Whether it lets everything through.
  public var isEmpty: Bool { self == EpisodeFilter() }

  /// The first criterion that can never be met as it is written, and why; nil when there is none.
  public var problem: (field: String, reason: String)? {
    let counts = [
      ("tasks", tasks.count), ("scenes", scenes.count), ("demonstrations", demonstrations.count),
      ("metrics", metrics.count),
    ]
    for (field, count) in counts where count > Self.most {
      return (field, "must hold at most \(Self.most)")
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

  /// Whether a text may be a metric's name; no other can stand in a path of SQLite's JSON.
  static func isMetricName(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || byte == 95 || byte == 45 || byte == 46
      }
  }
}
