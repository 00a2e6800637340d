import Episodes
import Geometry
import Multiplication
import Testing

/// Everything random comes from the motion's own stream.
@Suite struct ReproductionTests {
  private let motions: Motions

  /// The shipped task as it is, with its noise, jitter and choice.
  init() throws {
    var motions = try Motions()
    motions.options = MotionOptions()
    self.motions = motions
  }

  private func plans(motion: Int, seed: UInt64 = 1) throws -> [PlannedSegment] {
    try motions.plans(motion: motion, seed: seed, eef: Motions.eef, objects: Motions.somewhere)
  }

  @Test func `one stream, one plan`() throws {
    for motion in 0..<20 {
      for (a, b) in zip(try plans(motion: motion), try plans(motion: motion)) {
        #expect(a.waypoints == b.waypoints)
        #expect(a.source == b.source && a.bridgeSteps == b.bridgeSteps)
      }
    }
  }

  @Test func `another motion, or another seed, is another plan`() throws {
    let first = try (0..<20).map { try plans(motion: $0)[0].waypoints }
    #expect(Set(first).count == 20)
    #expect(try plans(motion: 0, seed: 2)[0].waypoints != first[0])
  }

  @Test func `a subtask's draws do not depend on the one before`() throws {
    // planned with and without its predecessor; each subtask of this task chooses for itself
    for motion in 0..<10 {
      var fresh = try motions.planner(motion: motion)
      let whole = try plans(motion: motion)
      let alone = fresh.plan(
        subtask: 1, eef: Motions.eef, object: Motions.somewhere[1],
        lastTarget: whole[0].waypoints.last?.pose)
      #expect(alone.waypoints == whole[1].waypoints && alone.source == whole[1].source)
    }
  }

  // MARK: Boundaries

  /// The sources of both subtasks of many motions with jitter, from one demonstration.
  private func jittered(_ range: [Int], count: Int = 400) throws -> [[EpisodeRecipe.Source]] {
    var motions = try Motions([Motions.made()])
    motions.options.subtaskTermOffsetRange = range
    return try (0..<count).map { motion in
      try motions.plans(motion: motion, objects: Motions.somewhere).map(\.source)
    }
  }

  @Test func `inner boundaries move within their range, over all of it`() throws {
    let sources = try jittered([-3, 4])
    let ends = sources.map { $0[0].end - 31 }
    for offset in -3...4 { #expect((25...80).contains(ends.count { $0 == offset })) }
    #expect(ends.allSatisfy { (-3...4).contains($0) })

    // what one subtask gives up, the next one takes; start and end stay
    for pair in sources {
      #expect(pair[0].start == 0 && pair[0].end == pair[1].start && pair[1].end == 60)
    }
  }

  @Test func `a range of one value is no jitter`() throws {
    #expect(try jittered([7, 7], count: 20).allSatisfy { $0[0].end == 38 })
  }

  @Test func `each demonstration's boundary moves on its own`() throws {
    var motions = try Motions([Motions.made(), Motions.made()])
    motions.options.subtaskTermOffsetRange = [0, 9]
    motions.options.selectSrcPerSubtask = true
    // where the subtasks come from different ones, their boundaries need not meet
    let crossed = try (0..<200).compactMap { motion -> Bool? in
      let pair = try motions.plans(motion: motion, objects: Motions.somewhere).map(\.source)
      return pair[0].demonstration == pair[1].demonstration ? nil : pair[0].end == pair[1].start
    }
    #expect(crossed.count > 50)
    #expect(crossed.count { $0 } < crossed.count / 3)
  }

  @Test func `the task's own jitter is used where a job sets none`() throws {
    let ends = try (0..<100).map { try plans(motion: $0)[0].source }.map { source in
      source.end - [35, 41, 40][source.demonstration]
    }
    #expect(ends.min() == 10 && ends.max() == 20)
  }
}
