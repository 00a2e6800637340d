/// What episodes must be like, and how many of the best are kept.
public struct QualityCut: Sendable, Hashable, Codable {
  /// Bounds of a measure, both inclusive.
  public struct Bounds: Sendable, Hashable, Codable {
    public var min: Double?
    public var max: Double?

    public init(min: Double? = nil, max: Double? = nil) {
      self.min = min
      self.max = max
    }

    func holds(_ value: Double) -> Bool {
      value >= (min ?? -.infinity) && value <= (max ?? .infinity)
    }
  }

  /// By measure; an episode of which a bounded measure does not apply passes, as one without a grasp has
  /// none that slips.
  public var bounds: [QualityMeasure: Bounds]
  /// What the best are told by; each counts as much as the others.
  public var rankBy: [QualityMeasure]
  /// The share of episodes, best first, that stays; within (0, 1].
  public var keep: Double

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case bounds
    case rankBy = "rank_by"
    case keep
  }

  public init(
    bounds: [QualityMeasure: Bounds] = [:], rankBy: [QualityMeasure] = [], keep: Double = 1
  ) {
    self.bounds = bounds
    self.rankBy = rankBy
    self.keep = keep
  }

  /// Bounds are an object by the measures' names.
  ///
  /// - Throws: `DecodingError` that names what is unknown or out of range.
  public init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let named = try values.decodeIfPresent([String: Bounds].self, forKey: .bounds) ?? [:]
    var bounds: [QualityMeasure: Bounds] = [:]
    for (name, range) in named.sorted(by: { $0.key < $1.key }) {
      guard let measure = QualityMeasure(rawValue: name) else {
        throw DecodingError.dataCorruptedError(
          forKey: .bounds, in: values, debugDescription: "\(name) is not a measure of quality")
      }
      bounds[measure] = range
    }
    let names = try values.decodeIfPresent([QualityMeasure].self, forKey: .rankBy) ?? []
    let keep = try values.decodeIfPresent(Double.self, forKey: .keep) ?? 1
    guard keep > 0, keep <= 1 else {
      throw DecodingError.dataCorruptedError(
        forKey: .keep, in: values, debugDescription: "must be above 0 and at most 1")
    }
    self.init(bounds: bounds, rankBy: names, keep: keep)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let named = bounds.map { ($0.rawValue, $1) }
    try container.encode(Dictionary(uniqueKeysWithValues: named), forKey: .bounds)
    try container.encode(rankBy, forKey: .rankBy)
    try container.encode(keep, forKey: .keep)
  }

  /// The first bound that an episode breaks, in the order of the measures; nil for none.
  public func broken(by quality: EpisodeQuality) -> QualityMeasure? {
    QualityMeasure.allCases.first { measure in
      guard let bounds = bounds[measure], let value = quality[measure] else { return false }
      return !bounds.holds(value)
    }
  }

  /// The places of episodes, best first: by the mean of their places in each measure, then by their own.
  ///
  /// Equal values share a place; what does not apply takes the middle.
  public static func ranked(_ qualities: [EpisodeQuality], by measures: [QualityMeasure]) -> [Int] {
    var scores = [Double](repeating: 0, count: qualities.count)
    for measure in measures {
      let known = qualities.indices.compactMap { k in qualities[k][measure].map { (k, $0) } }
      let sorted = known.sorted { measure.isBetterHigh ? $0.1 > $1.1 : $0.1 < $1.1 }
      var score = [Double](repeating: 0.5, count: qualities.count)
      var start = 0
      while start < sorted.count {
        let end = sorted[start...].prefix { $0.1 == sorted[start].1 }.endIndex
        let place = Double(start + end - 1) / 2 / Double(max(1, sorted.count - 1))
        for (k, _) in sorted[start..<end] { score[k] = place }
        start = end
      }
      for k in scores.indices { scores[k] += score[k] }
    }
    return scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
  }

  /// The places of those that stay, ascending.
  public func kept(_ qualities: [EpisodeQuality]) -> [Int] {
    let within = qualities.indices.filter { broken(by: qualities[$0]) == nil }
    guard keep < 1 else { return within }
    let order = Self.ranked(within.map { qualities[$0] }, by: rankBy)
    let count = Int((keep * Double(within.count)).rounded(.up))
    return order.prefix(count).map { within[$0] }.sorted()
  }
}
