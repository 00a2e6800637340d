import Demonstrations
import Episodes
import Geometry
import Rollouts
import Testing

/// Attempts that draw their physics.
@Suite struct RandomizationTests {
  private static func spec(
    _ ranges: KeyValuePairs<RandomizationParameter, RandomizationRange>
  ) -> RandomizationSpec {
    var spec = RandomizationSpec()
    for (parameter, range) in ranges { spec[parameter] = range }
    return spec
  }

  private static func runner(
    _ spec: RandomizationSpec?, distribution: String = "D0",
    demonstrations: [Demonstration]? = nil, change: (inout MotionOptions) -> Void = { _ in }
  ) throws -> AttemptRunner {
    try Bench().runner(
      "stack", distribution: distribution, seed: 9, demonstrations: demonstrations,
      randomization: spec, change: change)
  }

  @Test(arguments: [RandomizationPreset.mild, .dactyl])
  func `kept episodes verify, with what was drawn in their recipes`(
    preset: RandomizationPreset
  ) throws {
    let runner = try Self.runner(RandomizationSpec(preset: preset))
    var draws: Set<RandomizationDraw> = []
    var kept = 0
    for scene in 0..<30 {
      guard let episode = runner.run(scene: scene, motion: 0).episode else { continue }
      kept += 1
      let report = runner.verify(episode)
      #expect(report.matches && report.replayMatches, "\(scene): \(report.detail ?? "")")
      let draw = try #require(episode.recipe.drawnPhysics)
      draws.insert(draw)
      #expect(draw.objects.map(\.name) == ["cubeA", "cubeB"])
      #expect(draw.objects[0].mass != 1 && draw.objects[0].mass != draw.objects[1].mass)
      #expect(episode.recipe.randomization == RandomizationSpec(preset: preset))
    }
    #expect(kept >= 5 && draws.count == kept, "\(kept) kept")
  }

  @Test func `drawing nothing changes nothing`() throws {
    let plain = try Self.runner(nil)
    let off = try Self.runner(RandomizationSpec(preset: .off))
    var kept = 0
    for scene in 0..<6 {
      let (first, second) = (plain.run(scene: scene, motion: 0), off.run(scene: scene, motion: 0))
      #expect(first.outcome.failure == second.outcome.failure)
      #expect(first.episode?.stateHash == second.episode?.stateHash)
      #expect(first.episode?.recipe.randomization == nil)
      #expect(first.episode?.recipe.drawnPhysics == nil)
      #expect(second.episode?.recipe.drawnPhysics == nil)
      if first.episode != nil { kept += 1 }
    }
    #expect(kept >= 3)
  }

  @Test func `a cube twenty times as heavy cannot be grasped`() throws {
    // 0.5 kg are no burden; 98 N are more than the fingers' friction holds
    var demonstrations = try Bench.demonstrations(of: "stack")
    for index in demonstrations.indices {
      for object in demonstrations[index].objects.indices
      where demonstrations[index].objects[object].name == "cubeA" {
        let geom = CollisionGeom(.box(halfExtents: Vector3(0.02, 0.02, 0.02)))
        demonstrations[index].objects[object].body = RigidBodyModel(mass: 0.5, geoms: [geom])
      }
    }
    let heavy = try Self.runner(
      Self.spec([.mass: .uniform(20, 20)]), demonstrations: demonstrations)
    let plain = try Self.runner(nil, demonstrations: demonstrations)
    let failures = (0..<10).map { heavy.run(scene: $0, motion: 0).outcome.failure }
    #expect(failures.allSatisfy { $0 != nil })
    #expect(failures.contains { $0 == .dropped || $0 == .missedGrasp })
    #expect((0..<10).count { plain.run(scene: $0, motion: 0).outcome.succeeded } >= 7)
  }

  private static let changes: [(RandomizationParameter, RandomizationRange)] = [
    (.gravity, .uniform(0.5, 0.5)), (.friction, .uniform(0.8, 0.8)), (.mass, .uniform(1.2, 1.2)),
    (.controllerGain, .uniform(1.2, 1.2)), (.actionUncorrelated, .normal(sigma: 0.02)),
    (.actionCorrelated, .uniform(0.01, 0.01)), (.actionMultiplicative, .uniform(0.05, 0.05)),
  ]

  @Test(arguments: changes)
  func `each parameter changes what happens, and not where things start`(
    parameter: RandomizationParameter, range: RandomizationRange
  ) throws {
    let changed = try Self.runner(Self.spec([parameter: range]))
    let plain = try Self.runner(nil)
    var compared = 0
    for scene in 0..<4 {
      guard let first = changed.run(scene: scene, motion: 0).episode,
        let second = plain.run(scene: scene, motion: 0).episode
      else { continue }
      compared += 1
      let row = first.stateRowWidth
      #expect(first.states[..<row] == second.states[..<row])
      #expect(first.states != second.states)
      #expect(changed.verify(first).matches)
    }
    #expect(compared >= 2)
  }

  @Test func `a larger cube stands higher, and one that is moved stands elsewhere`() throws {
    let plain = try #require(try Self.runner(nil).run(scene: 0, motion: 0).episode)
    let start = plain.pose(ofBody: 3, atStep: 0)
    let large = try Self.runner(Self.spec([.size: .uniform(1.05, 1.05)]))
    let larger = try #require((0..<4).compactMap { large.run(scene: 0, motion: $0).episode }.first)
    let grown = larger.pose(ofBody: 3, atStep: 0).position - start.position
    #expect((grown - Vector3(0, 0, 0.001)).length < 1e-9)

    let moving = try Self.runner(Self.spec([.resetPosition: .uniform(0.004, 0.004)]))
    let moved = try #require((0..<4).compactMap { moving.run(scene: 0, motion: $0).episode }.first)
    let way = moved.pose(ofBody: 3, atStep: 0).position - start.position
    #expect((way - Vector3(0.004, 0.004, 0)).length < 1e-9)
    // the recipe's placements are the scene's own
    #expect(moved.recipe.placements == plain.recipe.placements)
    #expect(moving.verify(moved).matches && large.verify(larger).matches)
  }

  @Test func `late actions are recorded as they are executed`() throws {
    // so long a dwell that the last target is held for a while
    let library = try Bench.library(
      "stack", replacing: ["dwell: 10\n  settle: 40": "dwell: 50\n  settle: 100"])
    let bench = try Bench()
    let late = try bench.runner(
      "stack", seed: 9, from: library,
      randomization: Self.spec([.actionDelay: .probability(1)]))
    let plain = try bench.runner("stack", seed: 9, from: library)
    var compared = 0
    for scene in 0..<6 {
      guard let episode = late.run(scene: scene, motion: 0).episode,
        let other = plain.run(scene: scene, motion: 0).episode
      else { continue }
      compared += 1
      // nothing at first, and then what was commanded at the same state without delay
      #expect(episode.actions[..<6].allSatisfy { $0 == 0 })
      #expect(episode.actions[7..<13] == other.actions[..<6])

      // while the last target is held, each action asks for it from where the hand was a step before
      let steps = episode.steps
      func asked(_ step: Int, from earlier: Int) -> Vector3 {
        let a = episode.actions[(7 * step)..<(7 * step + 3)]
        let delta = Vector3(a[7 * step], a[7 * step + 1], a[7 * step + 2])
        return episode.eefPose(atStep: earlier).position + delta * 0.05
      }
      let target = asked(steps - 1, from: steps - 2)
      for step in (steps - 5)..<steps {
        #expect((asked(step, from: step - 1) - target).length < 1e-12)
      }
      #expect(late.verify(episode).replayMatches)
    }
    #expect(compared >= 2)
  }

  @Test func `what is seen wrongly moves the grasp, and not the object`() throws {
    func quiet(_ options: inout MotionOptions) {
      options.actionNoise = 0
      options.selectionStrategy = .random
    }
    let offset = Vector3(0.003, 0.003, 0.003)
    let wrong = try Self.runner(
      Self.spec([.observationPositionCorrelated: .uniform(0.003, 0.003)]), change: quiet)
    let plain = try Self.runner(nil, change: quiet)
    var compared = 0
    for scene in 0..<8 {
      guard let first = wrong.run(scene: scene, motion: 0).episode,
        let second = plain.run(scene: scene, motion: 0).episode
      else { continue }
      compared += 1
      #expect(first.recipe.sources == second.recipe.sources)
      #expect(first.states[..<first.stateRowWidth] == second.states[..<second.stateRowWidth])
      // where the gripper closes
      let step = try #require(
        (0..<first.steps).first { first.actions[7 * $0 + 6] > 0 })
      #expect(second.actions[7 * step + 6] > 0)
      let moved = first.targetPose(atStep: step).position - second.targetPose(atStep: step).position
      #expect((moved - offset).length < 1e-3, "\(moved)")
    }
    #expect(compared >= 3)
  }

  @Test func `everything at once verifies, too`() throws {
    var spec = RandomizationSpec(preset: .mild)
    spec[.actionDelay] = .probability(0.5)
    spec[.gravity] = .normal(sigma: 0.2)
    let runner = try Bench().runner(
      "stack", distribution: "D1", seed: 6, stratify: true, randomization: spec
    ) {
      $0.branches = 3
      $0.prescreen = true
      $0.avoidCollisions = true
      $0.balanceSources = true
    }
    var kept = 0
    for scene in 0..<6 {
      runner.run(scene: scene, motions: [0, 1, 2]) { outcome, episode in
        guard let episode else { return }
        kept += 1
        let report = runner.verify(episode)
        #expect(report.matches && report.replayMatches, "\(report.detail ?? "")")
        #expect(runner.staysSuccessful(episode, for: 2))
        #expect(episode.recipe.stratify == true)
        // a branch goes on in the physics of the motion that it left
        #expect(episode.recipe.branch == nil || outcome.motion > 0)
      }
    }
    #expect(kept > 8)
  }
}
