import Geometry

/// What a parameter of the physics is drawn from.
///
/// In JSON: `{"uniform": [0.7, 1.3]}`, `{"log_uniform": [0.3, 3]}`, `{"normal": 0.4}`,
/// `{"offset": [-0.01, 0.01]}`, and a probability as a bare number.
public enum RandomizationRange: Sendable, Hashable {
  /// Uniform between two ends, both included; a factor or an added term as the parameter says.
  case uniform(_ low: Double, _ high: Double)
  /// A factor whose logarithm is uniform between those of two positive ends.
  case logUniform(_ low: Double, _ high: Double)
  /// Normal about nothing, with a standard deviation.
  case normal(sigma: Double)
  /// A uniform term, added where the parameter is else a factor.
  case offset(_ low: Double, _ high: Double)
  /// The chance that it happens at all.
  case probability(Double)

  /// The forms of a range by their names in requests.
  public enum Form: String, Sendable, Hashable, CaseIterable {
    case uniform
    case logUniform = "log_uniform"
    case normal, offset, probability
  }

  /// Which of the forms it has.
  public var form: Form {
    switch self {
    case .uniform: .uniform
    case .logUniform: .logUniform
    case .normal: .normal
    case .offset: .offset
    case .probability: .probability
    }
  }

  /// Why it is no range for a parameter, or nil when it is one.
  func problem(for parameter: RandomizationParameter) -> String? {
    guard parameter.forms.contains(form) else {
      let names = parameter.forms.map(\.rawValue).joined(separator: " or ")
      return "must be \(names), is \(form.rawValue)"
    }
    let bounds = parameter.bounds(form)
    let within = "between \(bounds.lowerBound) and \(bounds.upperBound)"
    switch self {
    case .uniform(let low, let high), .logUniform(let low, let high), .offset(let low, let high):
      if bounds.contains(low), bounds.contains(high), low <= high { return nil }
      return "must be [low, high] with low <= high, both \(within)"
    case .normal(let value), .probability(let value):
      return bounds.contains(value) ? nil : "must be \(within)"
    }
  }

  /// One value; of a probability 1 or 0.
  func draw(_ random: inout RandomStream) -> Double {
    switch self {
    case .uniform(let low, let high), .offset(let low, let high):
      return random.uniform(low, high)
    case .logUniform(let low, let high):
      let a = Trigonometry.log(low)
      let b = Trigonometry.log(high)
      // the last bit of exp may leave the range
      return min(high, max(low, Trigonometry.exp(random.uniform(a, b))))
    case .normal(let sigma): return sigma * random.normal()
    case .probability(let chance): return random.uniform() < chance ? 1 : 0
    }
  }
}

extension RandomizationRange: Codable {
  private enum Key: String, CodingKey, CaseIterable {
    case uniform
    case logUniform = "log_uniform"
    case normal, offset
  }

  /// Reads one of the forms; any other key, and more than one, is an error that names the forms.
  public init(from decoder: any Decoder) throws {
    if let chance = try? decoder.singleValueContainer().decode(Double.self) {
      self = .probability(chance)
      return
    }
    try decoder.refuseUnknownKeys(Key.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: Key.self)
    guard values.allKeys.count == 1, let key = values.allKeys.first else {
      let names = Key.allCases.map(\.rawValue).joined(separator: ", ")
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "must have one key of \(names)"))
    }
    // the one with a single number
    if key == .normal {
      self = .normal(sigma: try values.decode(Double.self, forKey: key))
      return
    }
    // and those with two ends
    let ends = try values.decode([Double].self, forKey: key)
    guard ends.count == 2 else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: values, debugDescription: "must be [low, high]")
    }
    switch key {
    case .uniform: self = .uniform(ends[0], ends[1])
    case .logUniform: self = .logUniform(ends[0], ends[1])
    case .offset, .normal: self = .offset(ends[0], ends[1])
    }
  }

  /// Writes what `init(from:)` reads.
  public func encode(to encoder: any Encoder) throws {
    if case .probability(let chance) = self {
      var value = encoder.singleValueContainer()
      try value.encode(chance)
      return
    }
    var values = encoder.container(keyedBy: Key.self)
    switch self {
    case .uniform(let low, let high): try values.encode([low, high], forKey: .uniform)
    case .logUniform(let low, let high): try values.encode([low, high], forKey: .logUniform)
    case .offset(let low, let high): try values.encode([low, high], forKey: .offset)
    case .normal(let sigma): try values.encode(sigma, forKey: .normal)
    case .probability: break
    }
  }
}
