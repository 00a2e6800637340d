import Episodes
import Foundation
import TestSupport
import Testing

/// The names of outcomes and recipes in JSON: snake_case, and the same for ever.
@Suite struct RecordKeyTests {
  private func keys(_ value: some Encodable) throws -> Set<String> {
    let data = try JSONEncoder().encode(value)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    return Set(object.keys)
  }

  @Test func `an outcome`() throws {
    let outcome = AttemptOutcome(
      scene: 1, motion: 2, failure: .missedGrasp, subtask: 0, demonstration: 1, steps: 9,
      anyFrameSuccess: false, cpuSeconds: 0.1, metrics: ["penetration_m": 0.001], detail: "x")
    #expect(
      try keys(outcome) == [
        "scene", "motion", "failure", "screened", "subtask", "demonstration", "steps",
        "any_frame_success",
        "cpu_seconds", "metrics", "detail",
      ])
    #expect(!outcome.succeeded)
    let data = try JSONEncoder().encode(outcome)
    #expect(try JSONDecoder().decode(AttemptOutcome.self, from: data) == outcome)
  }

  @Test func `a recipe`() throws {
    let recipe = SampleEpisode.make(steps: 2).recipe
    #expect(
      try keys(recipe) == [
        "engine_version", "task", "task_version", "robot", "distribution", "demonstrations",
        "seed", "scene", "motion", "options", "language", "control_frequency", "placements",
        "sources",
      ])
    #expect(recipe.engineVersion == EngineVersion.current)
    let data = try JSONEncoder().encode(recipe)
    #expect(try JSONDecoder().decode(EpisodeRecipe.self, from: data) == recipe)
  }

  @Test func `the reasons of failure are a closed set of words`() {
    #expect(
      FailureReason.allCases.map(\.rawValue) == [
        "unreachable", "tracking", "collision", "missed_grasp", "dropped", "not_at_goal",
        "not_released", "not_at_rest", "unstable_physics", "timeout", "action_saturation",
        "infeasible_scene", "precondition", "crashed",
      ])
  }
}
