import Episodes
import Testing

/// The numbers of the published tables.
@Suite struct RandomizationPresetTests {
  /// A preset's table, without what it leaves alone.
  private func table(
    _ preset: RandomizationPreset
  ) -> [RandomizationParameter: RandomizationRange] {
    var table: [RandomizationParameter: RandomizationRange] = [:]
    for parameter in RandomizationParameter.allCases {
      table[parameter] = preset.range(of: parameter)
    }
    return table
  }

  @Test func `off has none`() {
    #expect(table(.off).isEmpty)
    #expect(RandomizationSpec().preset == .off)
    #expect(RandomizationSpec().isOff)
    #expect(!RandomizationSpec(preset: .mild).isOff)
  }

  @Test func `mild is robosuite's DomainRandomizationWrapper`() {
    #expect(
      table(.mild) == [
        .friction: .uniform(0.9, 1.1),
        .mass: .uniform(0.98, 1.02),
        .jointDamping: .offset(-0.01, 0.01),
        .jointFriction: .offset(-0.05, 0.05),
        .resetPosition: .uniform(-0.0015, 0.0015),
        .resetRotation: .uniform(-0.003, 0.003),
      ])
  }

  @Test func `dactyl is OpenAI's table`() {
    #expect(
      table(.dactyl) == [
        .size: .uniform(0.95, 1.05),
        .mass: .uniform(0.5, 1.5),
        .friction: .uniform(0.7, 1.3),
        .jointDamping: .logUniform(0.3, 3.0),
        .controllerGain: .logUniform(0.75, 1.5),
        .gravity: .normal(sigma: 0.4),
        .actionUncorrelated: .normal(sigma: 0.05),
        .actionCorrelated: .normal(sigma: 0.015),
        .actionMultiplicative: .normal(sigma: 0.015),
        .actionDelay: .probability(0.5),
        .observationPositionCorrelated: .normal(sigma: 0.005),
        .observationPositionUncorrelated: .normal(sigma: 0.001),
        .observationRotationCorrelated: .normal(sigma: 0.1),
        .observationRotationUncorrelated: .normal(sigma: 0.1),
      ])
  }

  @Test(arguments: RandomizationPreset.allCases)
  func `every preset is within the bounds`(preset: RandomizationPreset) {
    #expect(RandomizationSpec(preset: preset).problems.isEmpty)
  }
}
