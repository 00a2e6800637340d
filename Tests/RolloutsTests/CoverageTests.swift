import Episodes
import Rollouts
import Scenes
import Testing

/// Scenes that take the cells of the reset ranges in turns, and what a job has covered of them.
@Suite struct CoverageTests {
  /// How often each cell of each object is visited by a job's first hundred scenes.
  private static func visits(_ runner: AttemptRunner) throws -> [String: [Int]] {
    let table = runner.scenery.tableTop.center
    var visits: [String: [Int]] = [:]
    for scene in 0..<100 {
      let drawn = try runner.scene(scene)
      for placement in runner.distribution.placements {
        let object = try #require(drawn.objects.first { $0.name == placement.object })
        let p = object.poseWorldObject.position - table
        let cell = Stratification().cell(of: placement, x: p.x, y: p.y)
        visits[placement.object, default: .init(repeating: 0, count: 100)][cell] += 1
      }
    }
    return visits
  }

  @Test func `a hundred scenes visit each cell of each object once`() throws {
    let bench = try Bench()
    for seed in [1, 2, 3] as [UInt64] {
      let runner = try bench.runner("stack", distribution: "D1", seed: seed, stratify: true)
      let visits = try Self.visits(runner)
      #expect(visits.keys.sorted() == ["cubeA", "cubeB"])
      // where two cubes have no room in their cells, one is drawn anywhere
      for (name, cells) in visits {
        #expect(cells.count { $0 == 1 } >= 94 && cells.count { $0 > 0 } >= 97, "\(name) \(cells)")
      }
    }
    // drawn anywhere, about a third of the cells stay empty
    let plain = try Self.visits(try bench.runner("stack", distribution: "D1"))
    #expect(plain.values.allSatisfy { $0.count { $0 == 0 } > 25 })
  }

  private static func measure(
    _ runner: AttemptRunner, _ outcomes: [(scene: Int, succeeded: Bool)]
  ) throws -> ResetCoverage {
    JobCoverage.measure(
      runner.scenery, distribution: runner.distribution, seed: runner.seed,
      stratify: runner.settings.stratify,
      robot: try #require(try Bench().robots.robot(named: "panda")), outcomes: outcomes)
  }

  @Test func `coverage is whole when all succeed, and counted by hand where some do`() throws {
    let bench = try Bench()
    let runner = try bench.runner("lift", distribution: "D1", stratify: true)
    let all = try Self.measure(runner, (0..<100).map { ($0, true) }).total
    #expect(all.share == 1.0 && all.succeeded == 100 && all.reachable == 100)

    // every third scene succeeds: cells are visited once, so that each counts
    let some = try Self.measure(runner, (0..<100).map { ($0, $0 % 3 == 0) }).total
    #expect(some.cells == 100 && some.attempted == 100 && some.succeeded == 34)
    #expect(some.share == 0.34)

    // a second round in the same cells adds nothing but the cells that failed before
    let twice = try Self.measure(runner, (0..<200).map { ($0, $0 % 3 == 0 && $0 < 100) }).total
    #expect(twice.succeeded == 34 && twice.attempted == 100)
    let none = try Self.measure(runner, [(0, false), (0, false), (1, false)]).total
    #expect(none.attempted == 2 && none.succeeded == 0 && none.share == 0)
  }

  @Test func `cells out of reach do not count, unless one of them succeeded`() throws {
    let bench = try Bench()
    let library = try Bench.library(
      "lift", replacing: ["x: [-0.2, 0.2], y: [-0.2, 0.2]": "x: [0.1, 0.4], y: [0.1, 0.4]"])
    let runner = try bench.runner("lift", distribution: "D1", from: library, stratify: true)
    let none = try Self.measure(runner, []).total
    #expect(none.cells == 100 && none.reachable > 20 && none.reachable < 90)
    let all = try Self.measure(runner, (0..<100).map { ($0, true) }).total
    #expect(all.reachable == 100 && all.share == 1)
  }

  @Test func `attempts are run in the scenes that are counted`() throws {
    let runner = try Bench().runner("stack", distribution: "D1", seed: 8, stratify: true)
    var kept = 0
    for scene in 0..<12 {
      guard let episode = runner.run(scene: scene, motion: 0).episode else { continue }
      kept += 1
      let drawn = try runner.scene(scene)
      #expect(episode.recipe.placements.map(\.pose) == drawn.objects.map(\.poseWorldObject))
      #expect(episode.recipe.stratify == true && runner.verify(episode).matches)
    }
    #expect(kept > 5)
  }
}
