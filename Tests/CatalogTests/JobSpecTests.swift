import Catalog
import Episodes
import Foundation
import Testing

@Suite struct JobSpecTests {
  private func decode(_ text: String) throws -> JobSpec {
    try CanonicalJSON.decode(JobSpec.self, text)
  }

  @Test func readsWhatTheContractSays() throws {
    let spec = try decode(
      """
      {"task": "stack", "demonstrations": ["demo_a"], "scenes": {"count": 3, "distribution": "D1"},
       "motions": {"count": 4, "action_noise": 0.1, "selection_strategy": "random"},
       "seed": 18446744073709551615}
      """)
    #expect(spec.total == 12 && spec.seed == .max && spec.priority == 0)
    #expect(spec.scenes.distribution == "D1")
    #expect(spec.motions.options.actionNoise == 0.1)
    #expect(spec.motions.options.selectionStrategy == .random)
    #expect(spec.goal == nil && spec.limits == nil && spec.stopBelow == nil && !spec.mayEndEarly)
    #expect(try decode(try CanonicalJSON.text(spec)) == spec)
  }

  @Test func readsWhenAJobEnds() throws {
    let spec = try decode(
      """
      {"task": "stack", "demonstrations": ["demo_a"], "scenes": {"count": 3, "stratify": true},
       "motions": {"count": 4, "branches": 2}, "goal": {"successes": 5, "max_attempts": 9},
       "limits": {"wall_seconds": 60.5, "cpu_seconds": 10, "max_attempts": 8},
       "stop_below": {"success_rate": 0.02}}
      """)
    #expect(spec.goal == JobGoal(successes: 5, maxAttempts: 9))
    #expect(spec.limits == JobLimits(wallSeconds: 60.5, cpuSeconds: 10, maxAttempts: 8))
    #expect(spec.stopBelow == JobStopBelow(successRate: 0.02, after: 100))
    #expect(spec.scenes.stratify == true && spec.motions.options.branches == 2)
    #expect(spec.pool == 12 && spec.total == 8 && spec.mayEndEarly)
    #expect(try decode(try CanonicalJSON.text(spec)) == spec)

    // what is not said leaves no trace, so that specs of before have the text of before
    let text = try CanonicalJSON.text(Bench.spec(scenes: 1, motions: 1))
    for word in ["goal", "limits", "stop_below", "stratify"] { #expect(!text.contains(word)) }
  }

  @Test(arguments: [
    #""goal": {"successes": 1, "tries": 2}"#, #""limits": {"steps": 2}"#,
    #""stop_below": {"success_rate": 0.1, "before": 2}"#, #""colour": 1"#,
    #""scenes": {"count": 1, "size": 2}"#, #""motions": {"count": 1, "noise": 2}"#,
  ])
  func refusesKeysThatNobodyReads(field: String) {
    let rest =
      [#""task": "t""#, #""demonstrations": []"#, field]
      + (field.contains("scenes") ? [] : [#""scenes": {"count": 1}"#])
      + (field.contains("motions") ? [] : [#""motions": {"count": 1}"#])
    #expect(throws: DecodingError.self) { try decode("{\(rest.joined(separator: ","))}") }
  }

  @Test func writesJobsAsTheContractSays() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 1, motions: 3, batch: 3)
    for claim in try await bench.claim() { _ = try await bench.complete(claim) }
    let data = try CanonicalJSON.encode(try await bench.state(job))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object["state"] as? String == "succeeded" && object["done"] as? Bool == true)
    #expect(object["attempts"] as? Int == 3 && object["successes"] as? Int == 2)
    #expect(object["failures"] as? [String: Int] == ["dropped": 1])
    let bounds = try #require(object["success_rate_95"] as? [Double])
    #expect(bounds.count == 2 && bounds[0] < 2.0 / 3 && bounds[1] > 2.0 / 3)
    #expect(object["eta_s"] is NSNull)
  }
}
