import Episodes

/// How a dataset chooses among the episodes that its filter lets through: the better ones, none nearly
/// twice, and evenly.
public struct DatasetChoice: Sendable, Hashable, Codable {
  /// Names of measures of quality that the best are told by, each as weighty as the others.
  public var rankBy: [String]
  /// The share of episodes, best first, that stays; within (0, 1].
  public var keep: Double
  /// Metres within which episodes are near-duplicates, of which the better stays; nil for all to stay.
  public var nearDuplicates: Double?
  /// By what the cap is shared evenly, outermost first: `task`, `source`, `cell`.
  public var balance: [String]
  /// The most episodes; nil for all.
  public var cap: Int?

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case rankBy = "rank_by"
    case keep
    case nearDuplicates = "near_duplicates"
    case balance, cap
  }

  public init(
    rankBy: [String] = [], keep: Double = 1, nearDuplicates: Double? = nil,
    balance: [String] = [], cap: Int? = nil
  ) {
    self.rankBy = rankBy
    self.keep = keep
    self.nearDuplicates = nearDuplicates
    self.balance = balance
    self.cap = cap
  }

  public init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    rankBy = try values.decodeIfPresent([String].self, forKey: .rankBy) ?? []
    keep = try values.decodeIfPresent(Double.self, forKey: .keep) ?? 1
    nearDuplicates = try values.decodeIfPresent(Double.self, forKey: .nearDuplicates)
    balance = try values.decodeIfPresent([String].self, forKey: .balance) ?? []
    cap = try values.decodeIfPresent(Int.self, forKey: .cap)
  }

  /// How many episodes went for a reason.
  public struct Drop: Sendable, Hashable, Codable {
    /// The field that spoke against them, as `choose.keep`.
    public var reason: String
    public var count: Int

    public init(reason: String, count: Int) {
      self.reason = reason
      self.count = count
    }
  }
}
