import Episodes

extension GoalRelabelling: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable { case strategy, k }

  /// The most copies of an episode.
  public static let mostCopies = 64

  /// As requests have it: `{"strategy": "final"}`, or `{"strategy": "future", "k": 4}`.
  ///
  /// - Throws: `DecodingError` for another strategy, a `k` out of range or where there is none.
  public init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let k = try values.decodeIfPresent(Int.self, forKey: .k)
    switch try values.decode(String.self, forKey: .strategy) {
    case "final":
      guard k == nil else {
        throw DecodingError.dataCorruptedError(
          forKey: .k, in: values, debugDescription: "is for the strategy future only")
      }
      self = .final
    case "future":
      // the paper's
      let copies = k ?? 4
      guard (1...Self.mostCopies).contains(copies) else {
        throw DecodingError.dataCorruptedError(
          forKey: .k, in: values, debugDescription: "must be between 1 and \(Self.mostCopies)")
      }
      self = .future(copies: copies)
    default:
      throw DecodingError.dataCorruptedError(
        forKey: .strategy, in: values, debugDescription: "must be one of final, future")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .final: try values.encode("final", forKey: .strategy)
    case .future(let copies):
      try values.encode("future", forKey: .strategy)
      try values.encode(copies, forKey: .k)
    }
  }
}
