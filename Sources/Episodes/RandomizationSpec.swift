/// How the physics of each attempt is randomized: a preset, and single parameters in its place.
///
/// In JSON `{"preset": "mild", "friction": {"uniform": [0.7, 1.3]}, "gravity": {"normal": 0.4}}`;
/// an unknown key is an error. A parameter of a preset is switched off by a range without width.
public struct RandomizationSpec: Sendable, Hashable {
  public var preset: RandomizationPreset
  /// Read through the subscript only, or in the order of the parameters.
  private var own: [RandomizationParameter: RandomizationRange] = [:]

  public init(preset: RandomizationPreset = .off) { self.preset = preset }

  /// What a parameter is drawn from, nil for not at all; setting nil gives it back to the preset.
  public subscript(parameter: RandomizationParameter) -> RandomizationRange? {
    get { own[parameter] ?? preset.range(of: parameter) }
    set { own[parameter] = newValue }
  }

  /// Every parameter out of range as (name, reason), in the order of the parameters.
  public var problems: [(name: String, reason: String)] {
    RandomizationParameter.allCases.compactMap { parameter in
      guard let reason = self[parameter]?.problem(for: parameter) else { return nil }
      return (parameter.rawValue, reason)
    }
  }

  /// Whether no parameter is drawn.
  public var isOff: Bool { RandomizationParameter.allCases.allSatisfy { self[$0] == nil } }
}

extension RandomizationSpec: Codable {
  /// Reads a preset (`off` when not said) and the parameters in its place; any other key throws.
  public init(from decoder: any Decoder) throws {
    let parameters = RandomizationParameter.allCases
    try decoder.refuseUnknownKeys(["preset"] + parameters.map(\.rawValue))
    let values = try decoder.container(keyedBy: RandomizationKey.self)

    // the preset, with an error that says which there are
    let key = RandomizationKey("preset")
    let name = try values.decodeIfPresent(String.self, forKey: key)
    guard let preset = RandomizationPreset(rawValue: name ?? RandomizationPreset.off.rawValue)
    else {
      let known = RandomizationPreset.allCases.map(\.rawValue).joined(separator: ", ")
      throw DecodingError.dataCorruptedError(
        forKey: key, in: values, debugDescription: "is not a known preset; known are \(known)")
    }
    self.init(preset: preset)

    for parameter in parameters {
      own[parameter] = try values.decodeIfPresent(
        RandomizationRange.self, forKey: RandomizationKey(parameter.rawValue))
    }
  }

  /// Writes the preset and what stands in its place, not the preset's own numbers.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: RandomizationKey.self)
    try values.encode(preset, forKey: RandomizationKey("preset"))
    for parameter in RandomizationParameter.allCases {
      try values.encodeIfPresent(own[parameter], forKey: RandomizationKey(parameter.rawValue))
    }
  }
}
