import Episodes

/// How a dataset writes what it holds.
public struct DatasetOptions: Sendable, Hashable, Codable {
  /// Hindsight goals (Andrychowicz et al., "Hindsight experience replay", 2017).
  public struct Relabel: Sendable, Hashable, Codable {
    /// `final` or `future`.
    public var strategy: String
    /// With `future`, how many goals are drawn for each step; nil for 4.
    public var k: Int?

    public enum CodingKeys: String, CodingKey, CaseIterable { case strategy, k }

    public init(strategy: String, k: Int? = nil) {
      self.strategy = strategy
      self.k = k
    }

    public init(from decoder: any Decoder) throws {
      try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
      let values = try decoder.container(keyedBy: CodingKeys.self)
      strategy = try values.decode(String.self, forKey: .strategy)
      k = try values.decodeIfPresent(Int.self, forKey: .k)
    }
  }

  /// `delta_pose` as recorded, `absolute_pose`, `absolute_pose_6d` or `joint_positions`; nil for as
  /// recorded.
  public var actionSpace: String?
  /// Whether robomimic files hold the observations after each step too; nil for yes.
  public var nextObservations: Bool?
  /// Whether there are pictures; nil for those that are asked for, here or by the jobs.
  public var pictures: Bool?
  /// Whether each episode tells all ways in which it may be asked for; nil for no.
  public var paraphrases: Bool?
  /// Nil for no hindsight goals.
  public var relabel: Relabel?

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case actionSpace = "action_space"
    case nextObservations = "next_obs"
    case pictures, paraphrases, relabel
  }

  public init(
    actionSpace: String? = nil, nextObservations: Bool? = nil, pictures: Bool? = nil,
    paraphrases: Bool? = nil, relabel: Relabel? = nil
  ) {
    self.actionSpace = actionSpace
    self.nextObservations = nextObservations
    self.pictures = pictures
    self.paraphrases = paraphrases
    self.relabel = relabel
  }

  public init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    actionSpace = try values.decodeIfPresent(String.self, forKey: .actionSpace)
    nextObservations = try values.decodeIfPresent(Bool.self, forKey: .nextObservations)
    pictures = try values.decodeIfPresent(Bool.self, forKey: .pictures)
    paraphrases = try values.decodeIfPresent(Bool.self, forKey: .paraphrases)
    relabel = try values.decodeIfPresent(Relabel.self, forKey: .relabel)
  }
}
