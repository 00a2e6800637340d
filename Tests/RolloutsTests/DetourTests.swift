import Demonstrations
import Episodes
import Rollouts
import Tasks
import Testing

/// Bridges that keep clear of what is in their way, in physics.
@Suite struct DetourTests {
  /// Stacking over a wall, 16 cm high, between the two cubes; in `near` it stands aside.
  private static func library() throws -> TaskLibrary {
    let wide = "x: [-0.08, 0.08], y: [-0.08, 0.08], z_rotation: [0, 6.283185307179586]}"
    let wider = "x: [-0.2, 0.2], y: [-0.2, 0.2], z_rotation: [0, 6.283185307179586]}"
    let turn = "z_rotation: [-0.3, 0.3]}"
    return try Bench.library(
      "stack",
      replacing: [
        "objects:\n":
          "objects:\n  - name: wall\n    fixed: true\n"
          + "    geoms: [{type: box, size: [0.12, 0.008, 0.08]}]\n",
        "  D0:\n    cubeA: {\(wide)\n    cubeB: {\(wide)":
          "  near:\n    wall: {x: [0, 0], y: [0.34, 0.34]}\n"
          + "    cubeA: {x: [-0.02, 0.02], y: [-0.13, -0.09], \(turn)\n"
          + "    cubeB: {x: [-0.02, 0.02], y: [-0.02, 0.02], \(turn)",
        "  D1:\n    cubeA: {\(wider)\n    cubeB: {\(wider)":
          "  free:\n    wall: {x: [0, 0], y: [0.36, 0.36]}\n"
          + "    cubeA: {x: [-0.04, 0.04], y: [-0.22, -0.18], \(turn)\n"
          + "    cubeB: {x: [-0.04, 0.04], y: [0.18, 0.22], \(turn)\n"
          + "  apart:\n    wall: {x: [0, 0], y: [0, 0]}\n"
          + "    cubeA: {x: [-0.04, 0.04], y: [-0.22, -0.18], \(turn)\n"
          + "    cubeB: {x: [-0.04, 0.04], y: [0.18, 0.22], \(turn)",
        // the cube is carried from just above the table
        "signal_predicate: grasped(cubeA)": "signal_predicate: lifted(cubeA, 0.06)",
        "subtask_term_offset_range: [10, 20]": "subtask_term_offset_range: [0, 5]",
      ])
  }

  private static func kept(_ runner: AttemptRunner, of attempts: Int) -> [Episode] {
    (0..<attempts).compactMap { runner.run(scene: $0, motion: 0).episode }
  }

  @Test func `a wall between cube and goal is gone around`() throws {
    let bench = try Bench()
    let library = try Self.library()
    let task = try #require(library.task(named: "stack"))
    let demonstrations = try bench.recorded(task, count: 4, distribution: "near")
    func runner(
      _ distribution: String, _ change: (inout MotionOptions) -> Void
    ) throws -> AttemptRunner {
      try bench.runner(
        "stack", distribution: distribution, demonstrations: demonstrations, from: library,
        change: change)
    }

    // the motions are good ones where the wall stands aside
    for distribution in ["near", "free"] {
      let kept = Self.kept(try runner(distribution) { $0.maxBridgeSpeed = 0.4 }, of: 20)
      #expect(kept.count >= 14, "\(distribution): \(kept.count)")
    }

    let attempts = 30
    let straight = Self.kept(try runner("apart") { _ in }, of: attempts)
    let slow = Self.kept(try runner("apart") { $0.maxBridgeSpeed = 0.4 }, of: attempts)
    let avoiding = try runner("apart") { $0.avoidCollisions = true }
    let detours = Self.kept(avoiding, of: attempts)
    let both = Self.kept(
      try runner("apart") {
        $0.avoidCollisions = true
        $0.maxBridgeSpeed = 0.4
      }, of: attempts)
    let counts = "\(straight.count) straight, \(slow.count) slow, \(detours.count), \(both.count)"
    #expect(straight.count <= attempts / 4, "\(counts)")
    #expect(slow.count <= attempts / 4, "\(counts)")
    #expect(detours.count >= attempts / 2, "\(counts)")
    #expect(both.count >= attempts * 2 / 3, "\(counts)")
    for episode in detours.prefix(5) {
      #expect(avoiding.verify(episode).matches)
      #expect(avoiding.staysSuccessful(episode, for: 2))
    }
  }

  @Test func `a bridge with nothing in its way stays straight, bit for bit`() throws {
    let bench = try Bench()
    let avoiding = try bench.runner("lift", distribution: "D1") { $0.avoidCollisions = true }
    let plain = try bench.runner("lift", distribution: "D1")
    var kept = 0
    for scene in 0..<20 {
      let first = avoiding.run(scene: scene, motion: 0)
      let second = plain.run(scene: scene, motion: 0)
      #expect(first.episode?.states == second.episode?.states)
      #expect(first.outcome.metrics == second.outcome.metrics)
      if first.episode != nil { kept += 1 }
    }
    #expect(kept >= 10)
  }

  @Test func `an attempt that takes too long ends there`() throws {
    let bench = try Bench()
    let capped = try bench.runner("stack") { $0.maxSteps = 60 }
    let generous = try bench.runner("stack") { $0.maxSteps = 5000 }
    let plain = try bench.runner("stack")
    for scene in 0..<4 {
      let (outcome, episode) = capped.run(scene: scene, motion: 0)
      #expect(outcome.failure == .timeout && episode == nil)
      #expect(outcome.steps == 60 && outcome.detail?.contains("60") == true)
      #expect(outcome.subtask != nil)
      let free = generous.run(scene: scene, motion: 0).episode
      #expect(free?.stateHash == plain.run(scene: scene, motion: 0).episode?.stateHash)
    }
  }
}
