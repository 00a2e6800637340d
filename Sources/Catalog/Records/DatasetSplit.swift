import Episodes

/// Shares of the scenes for training, validation and test; together 1.
///
/// A hash of what a scene is decides its side, so that shares are met about. Only where a side that is
/// asked for would be empty does one scene stand in.
public struct DatasetSplit: Sendable, Hashable, Codable {
  public var train: Double
  public var valid: Double
  public var test: Double
  /// What must not be on two sides beside the scene: `layout`, `object`, `texture`.
  public var by: [String]

  public enum CodingKeys: String, CodingKey, CaseIterable { case train, valid, test, by }

  public init(train: Double = 0.9, valid: Double = 0.1, test: Double = 0, by: [String] = []) {
    self.train = train
    self.valid = valid
    self.test = test
    self.by = by
  }

  public init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    train = try values.decode(Double.self, forKey: .train)
    valid = try values.decodeIfPresent(Double.self, forKey: .valid) ?? 0
    test = try values.decodeIfPresent(Double.self, forKey: .test) ?? 0
    by = try values.decodeIfPresent([String].self, forKey: .by) ?? []
  }

  /// Writes what only some ask for when it is asked for, so that what is older stays the same.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(train, forKey: .train)
    try values.encode(valid, forKey: .valid)
    if test > 0 { try values.encode(test, forKey: .test) }
    if !by.isEmpty { try values.encode(by, forKey: .by) }
  }
}
