import Episodes

/// Least and greatest number that pass, both ends included; an end that is nil is open.
public struct NumberBounds: Sendable, Hashable, Codable {
  public var min: Double?
  public var max: Double?

  public enum CodingKeys: String, CodingKey, CaseIterable { case min, max }

  public init(min: Double? = nil, max: Double? = nil) {
    self.min = min
    self.max = max
  }

  public init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    min = try values.decodeIfPresent(Double.self, forKey: .min)
    max = try values.decodeIfPresent(Double.self, forKey: .max)
  }

  /// What is wrong with it, or nil.
  public var problem: String? {
    if min == nil, max == nil { return "must have min or max" }
    guard [min, max].allSatisfy({ $0?.isFinite ?? true }) else { return "must be finite" }
    if let min, let max, min > max { return "min must be at most max" }
    return nil
  }
}
