import Episodes
import Foundation
import Testing

/// A specification in JSON, and what is wrong with one.
@Suite struct RandomizationSpecTests {
  private func decode(_ text: String) throws -> RandomizationSpec {
    try JSONDecoder().decode(RandomizationSpec.self, from: Data(text.utf8))
  }

  @Test func `a parameter of its own stands in the preset's place`() throws {
    let spec = try decode(
      """
      {"preset": "mild", "friction": {"uniform": [0.7, 1.3]}, "gravity": {"normal": 0.4},
       "controller_gain": {"log_uniform": [0.5, 2]}, "joint_damping": {"offset": [-1, 2]},
       "action_delay": 0.25}
      """)
    #expect(spec.preset == .mild)
    #expect(spec[.friction] == .uniform(0.7, 1.3))
    #expect(spec[.gravity] == .normal(sigma: 0.4))
    #expect(spec[.controllerGain] == .logUniform(0.5, 2))
    #expect(spec[.jointDamping] == .offset(-1, 2))
    #expect(spec[.actionDelay] == .probability(0.25))
    // the rest is the preset's, or nobody's
    #expect(spec[.mass] == .uniform(0.98, 1.02))
    #expect(spec[.size] == nil)
    #expect(spec.problems.isEmpty)

    var other = spec
    other[.friction] = nil
    #expect(other[.friction] == .uniform(0.9, 1.1))
    #expect(other != spec)
  }

  @Test func `it is written as it is read`() throws {
    var spec = RandomizationSpec(preset: .dactyl)
    spec[.mass] = .uniform(0.1, 0.30000000000000004)
    spec[.jointFriction] = .logUniform(0.2, 5)
    spec[.jointDamping] = .offset(-0.5, 0.5)
    spec[.actionUncorrelated] = .normal(sigma: 0.01)
    spec[.actionDelay] = .probability(0)
    let data = try JSONEncoder().encode(spec)
    #expect(try JSONDecoder().decode(RandomizationSpec.self, from: data) == spec)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(
      Set(object.keys) == [
        "preset", "mass", "joint_friction", "joint_damping", "action_uncorrelated", "action_delay",
      ])
    #expect(object["action_delay"] as? Double == 0)
    #expect(try decode("{}") == RandomizationSpec())
    for preset in RandomizationPreset.allCases {
      #expect(
        try decode(#"{"preset": "\#(preset.rawValue)"}"#) == RandomizationSpec(preset: preset))
    }
  }

  @Test func `names are snake_case and closed`() {
    #expect(
      RandomizationParameter.allCases.map(\.rawValue) == [
        "friction", "mass", "size", "joint_damping", "joint_friction", "controller_gain", "gravity",
        "action_uncorrelated", "action_correlated", "action_multiplicative", "action_delay",
        "observation_position_uncorrelated", "observation_position_correlated",
        "observation_rotation_uncorrelated", "observation_rotation_correlated",
        "reset_position", "reset_rotation",
      ])
  }

  @Test(arguments: [
    (#"{"frictoin": {"uniform": [1, 1]}}"#, "frictoin", "known are preset, friction, mass"),
    (#"{"preset": "wild"}"#, "preset", "known are off, mild, dactyl"),
    (#"{"mass": {"unifrom": [1, 1]}}"#, "mass.unifrom", "known are uniform, log_uniform"),
    (#"{"mass": {}}"#, "mass", "must have one key of uniform, log_uniform, normal, offset"),
    (#"{"mass": {"uniform": [1, 1], "normal": 1}}"#, "mass", "must have one key of uniform"),
    (#"{"mass": {"uniform": [1]}}"#, "mass.uniform", "must be [low, high]"),
    (#"{"mass": {"log_uniform": [1, 2, 3]}}"#, "mass.log_uniform", "must be [low, high]"),
  ])
  func `a key or form that nobody reads is an error that names it`(
    text: String, path: String, reason: String
  ) throws {
    let error = try #require(throws: DecodingError.self) { try decode(text) }
    guard case .dataCorrupted(let context) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(context.codingPath.map(\.stringValue).joined(separator: ".") == path)
    #expect(context.debugDescription.contains(reason))
  }

  @Test(arguments: [#"{"mass": "off"}"#, #"{"gravity": {"normal": "x"}}"#, "[]"])
  func `another type is an error`(text: String) {
    #expect(throws: DecodingError.self) { try decode(text) }
  }

  /// One parameter that cannot be drawn so, and a part of the reason.
  static let faults: [(RandomizationParameter, RandomizationRange, String)] = [
    (.friction, .uniform(0.04, 1), "between 0.05 and 20.0"),
    (.friction, .uniform(0.5, 20.1), "between 0.05 and 20.0"),
    (.friction, .uniform(1.2, 1.1), "low <= high"),
    (.friction, .uniform(.nan, 1), "low <= high"),
    (.friction, .uniform(1, .infinity), "low <= high"),
    (.friction, .normal(sigma: 0.1), "must be uniform or log_uniform, is normal"),
    (.friction, .probability(0.5), "is probability"),
    (.mass, .logUniform(0, 1), "between 0.05 and 20.0"),
    (.mass, .offset(-1, 1), "must be uniform or log_uniform, is offset"),
    (.size, .uniform(0.49, 1), "between 0.5 and 2.0"),
    (.size, .uniform(1, 2.01), "between 0.5 and 2.0"),
    (.controllerGain, .logUniform(0.01, 1), "between 0.05 and 20.0"),
    (.jointDamping, .offset(-11, 0), "between -10.0 and 10.0"),
    (.jointDamping, .logUniform(0.3, 30), "between 0.05 and 20.0"),
    (.jointFriction, .normal(sigma: 1), "must be uniform or log_uniform or offset, is normal"),
    (.gravity, .normal(sigma: 2.1), "between 0.0 and 2.0"),
    (.gravity, .normal(sigma: -0.1), "between 0.0 and 2.0"),
    (.gravity, .uniform(-3, 0), "between -2.0 and 2.0"),
    (.gravity, .logUniform(1, 2), "must be uniform or normal, is log_uniform"),
    (.actionUncorrelated, .normal(sigma: 1.1), "between 0.0 and 1.0"),
    (.actionUncorrelated, .uniform(-0.1, 0.1), "must be normal, is uniform"),
    (.actionCorrelated, .normal(sigma: 0.6), "between 0.0 and 0.5"),
    (.actionMultiplicative, .uniform(-0.6, 0), "between -0.5 and 0.5"),
    (.actionDelay, .probability(1.1), "between 0.0 and 1.0"),
    (.actionDelay, .probability(.nan), "between 0.0 and 1.0"),
    (.actionDelay, .uniform(0, 1), "must be probability, is uniform"),
    (.observationPositionUncorrelated, .normal(sigma: 0.2), "between 0.0 and 0.1"),
    (.observationPositionCorrelated, .normal(sigma: .nan), "between 0.0 and 0.1"),
    (.observationRotationUncorrelated, .normal(sigma: 0.6), "between 0.0 and 0.5"),
    (.observationRotationCorrelated, .uniform(0, 0.6), "between -0.5 and 0.5"),
    (.resetPosition, .uniform(-0.06, 0), "between -0.05 and 0.05"),
    (.resetRotation, .normal(sigma: 0.6), "between 0.0 and 0.5"),
  ]

  @Test(arguments: faults.indices)
  func `a range out of bounds is told by its name`(index: Int) throws {
    let (parameter, range, reason) = Self.faults[index]
    var spec = RandomizationSpec(preset: .dactyl)
    spec[parameter] = range
    #expect(spec.problems.count == 1)
    let problem = try #require(spec.problems.first)
    #expect(problem.name == parameter.rawValue)
    #expect(problem.reason.hasPrefix("must be "))
    #expect(problem.reason.contains(reason), "\(problem.reason)")
  }

  @Test func `every problem is told, and every edge is usable`() {
    var spec = RandomizationSpec()
    spec[.resetRotation] = .uniform(1, 0)
    spec[.mass] = .normal(sigma: 1)
    #expect(spec.problems.map(\.name) == ["mass", "reset_rotation"])

    spec[.resetRotation] = .uniform(-0.5, 0.5)
    spec[.mass] = .logUniform(0.05, 20)
    spec[.size] = .uniform(0.5, 2)
    spec[.gravity] = .normal(sigma: 0)
    spec[.friction] = .uniform(1, 1)
    #expect(spec.problems.isEmpty)
  }
}
