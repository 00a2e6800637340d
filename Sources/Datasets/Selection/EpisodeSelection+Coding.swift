import Episodes

extension EpisodeSelection: Codable {
  /// As requests have it: `{"filter": {"tasks": ["stack"]}, "quality": {"rank_by": ["mean_jerk_m_s3"],
  /// "keep": 0.8}, "near_duplicates": 0.01, "balance": ["source", "cell"], "cap": 1000}`.
  public enum CodingKeys: String, CodingKey, CaseIterable {
    case filter, quality
    case nearDuplicates = "near_duplicates"
    case balance, cap
  }

  /// - Throws: `DecodingError` for an unknown key or word; values out of range are told when choosing.
  public init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    filter = try values.decodeIfPresent(SelectionFilter.self, forKey: .filter) ?? filter
    quality = try values.decodeIfPresent(QualityCut.self, forKey: .quality)
    nearDuplicates = try values.decodeIfPresent(Double.self, forKey: .nearDuplicates)
    balance = try values.decodeIfPresent([Axis].self, forKey: .balance) ?? []
    cap = try values.decodeIfPresent(Int.self, forKey: .cap)
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(filter, forKey: .filter)
    try values.encodeIfPresent(quality, forKey: .quality)
    try values.encodeIfPresent(nearDuplicates, forKey: .nearDuplicates)
    try values.encode(balance, forKey: .balance)
    try values.encodeIfPresent(cap, forKey: .cap)
  }
}
