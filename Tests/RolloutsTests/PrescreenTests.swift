import Episodes
import Rollouts
import Tasks
import Testing

/// Attempts that planning alone gives up.
@Suite struct PrescreenTests {
  private static let everywhere = "x: [-0.08, 0.08], y: [-0.08, 0.08]"

  /// Stacking with the two cubes within ranges of their own.
  private static func library(_ cubeA: String, _ cubeB: String) throws -> TaskLibrary {
    try Bench.library(
      "stack",
      replacing: [
        "cubeA: {\(everywhere)": "cubeA: {\(cubeA)", "cubeB: {\(everywhere)": "cubeB: {\(cubeB)",
      ])
  }

  // the corner of the table beyond the arm's reach
  private static let corner = "x: [0.36, 0.38], y: [0.36, 0.38]"
  private static let near = "x: [-0.02, 0.02], y: [-0.02, 0.02]"

  @Test(arguments: [(corner, near, 0), (near, corner, 1)])
  func `objects out of reach are screened, with the subtask in which`(
    cubeA: String, cubeB: String, subtask: Int
  ) throws {
    let library = try Self.library(cubeA, cubeB)
    let runner = try Bench().runner("stack", from: library) { $0.prescreen = true }
    for scene in 0..<8 {
      let (outcome, episode) = runner.run(scene: scene, motion: 0)
      #expect(outcome.screened && outcome.failure == .unreachable && episode == nil)
      #expect(outcome.subtask == subtask)
      #expect(outcome.steps == 0 && outcome.metrics["physics_steps"] == 0)
      #expect(outcome.detail?.contains("mm") == true)
    }
  }

  @Test func `what is not screened is as without screening, bit for bit`() throws {
    let bench = try Bench()
    let screening = try bench.runner("stack", distribution: "D1", seed: 4) { $0.prescreen = true }
    let plain = try bench.runner("stack", distribution: "D1", seed: 4)
    var kept = 0
    for scene in 0..<25 {
      let screened = screening.run(scene: scene, motion: 1)
      guard !screened.outcome.screened else { continue }
      let other = plain.run(scene: scene, motion: 1)
      #expect(screened.episode?.states == other.episode?.states)
      #expect(screened.episode?.actions == other.episode?.actions)
      #expect(screened.outcome.failure == other.outcome.failure)
      #expect(screened.outcome.metrics == other.outcome.metrics)
      #expect(!other.outcome.screened)
      if let episode = screened.episode {
        kept += 1
        #expect(screening.verify(episode).matches)
      }
    }
    #expect(kept > 15)
  }

  @Test func `hardly an attempt is screened that would have succeeded`() throws {
    // so wide that the arm does not reach the far corners
    let library = try Bench.library(
      "stack", replacing: ["x: [-0.2, 0.2], y: [-0.2, 0.2]": "x: [-0.3, 0.38], y: [-0.38, 0.38]"])
    let bench = try Bench()
    let screening = try bench.runner("stack", distribution: "D1", from: library) {
      $0.prescreen = true
    }
    let plain = try bench.runner("stack", distribution: "D1", from: library)
    var screened = 0
    var wrong: [String] = []
    var failures = 0
    let attempts = 200
    for scene in 0..<attempts {
      let foretold = screening.run(scene: scene, motion: 0).outcome
      let succeeds = plain.run(scene: scene, motion: 0).outcome.succeeded
      if !succeeds { failures += 1 }
      guard foretold.screened else { continue }
      screened += 1
      if succeeds { wrong.append("\(scene): \(foretold.detail ?? "")") }
    }
    #expect(wrong.count <= attempts / 50, "\(wrong)")
    // and it finds a good share of what fails
    #expect(failures > 40 && 2 * screened > failures, "\(screened) of \(failures)")
  }
}
