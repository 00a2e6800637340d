import Episodes

/// Which episodes may be taken; each condition that is not said lets all pass.
public struct SelectionFilter: Sendable, Hashable, Codable {
  /// One of these.
  public var jobs: [String]?
  public var tasks: [String]?
  public var layouts: [String]?
  public var styles: [String]?
  public var splits: [String]?
  public var cells: [String]?
  /// Planned from these alone.
  public var demonstrations: [String]?
  /// The instruction holds one of these, whatever the case of its letters.
  public var language: [String]?
  /// None of these, by id.
  public var exclude: [String]?

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case jobs, tasks, demonstrations, layouts, styles, splits, language, cells, exclude
  }

  public init() {}

  /// - Throws: `DecodingError` for an unknown key.
  public init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func list(_ key: CodingKeys) throws -> [String]? {
      try values.decodeIfPresent([String].self, forKey: key)
    }
    jobs = try list(.jobs)
    tasks = try list(.tasks)
    layouts = try list(.layouts)
    styles = try list(.styles)
    splits = try list(.splits)
    cells = try list(.cells)
    demonstrations = try list(.demonstrations)
    language = try list(.language)
    exclude = try list(.exclude)
  }

  /// The first condition that a candidate does not meet; nil for none.
  func refusal(_ candidate: SelectionCandidate) -> CodingKeys? {
    func isAmong(_ list: [String]?, _ value: String?) -> Bool {
      list.map { list in value.map(list.contains) ?? false } ?? true
    }
    if !isAmong(jobs, candidate.job) { return .jobs }
    if !isAmong(tasks, candidate.task) { return .tasks }
    if let demonstrations, !candidate.demonstrations.allSatisfy(demonstrations.contains) {
      return .demonstrations
    }
    if !isAmong(layouts, candidate.layout) { return .layouts }
    if !isAmong(styles, candidate.style) { return .styles }
    if !isAmong(splits, candidate.split) { return .splits }
    let words = candidate.language.lowercased()
    if let language, !language.contains(where: { words.contains($0.lowercased()) }) {
      return .language
    }
    if !isAmong(cells, candidate.cell) { return .cells }
    return exclude?.contains(candidate.id) == true ? .exclude : nil
  }
}
