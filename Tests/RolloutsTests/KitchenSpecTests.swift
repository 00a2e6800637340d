import Episodes
import Foundation
import Rollouts
import Scenes
import Testing

/// A kitchen's spec is small, and all that the kitchen follows from.
@Suite struct KitchenSpecTests {
  @Test func `every task's scenes are made again from less than 4 kB`() throws {
    let bench = try Bench()
    let tasks = bench.tasks.tasks.filter { $0.kitchen != nil }
    #expect(!tasks.isEmpty)
    for task in tasks {
      let kitchen = try Kitchen(task.name)
      let drawn = try kitchen.scenes(seed: 4).drawn(1)
      let data = try JSONEncoder().encode(try #require(drawn.kitchen))
      #expect(data.count < 4000, "\(task.name)")
      let spec = try JSONDecoder().decode(KitchenSpec.self, from: data)

      // whatever the job's own seed and wishes are
      let again = try kitchen.scenes(seed: 9) { $0.layouts = ["galley"] }.rebuilt(spec)
      #expect(again.scene == drawn.scene, "\(task.name)")
      #expect(again.task.language == drawn.task.language && again.facts == drawn.facts)
      #expect(again.task.objects.map(\.name) == drawn.task.objects.map(\.name))
    }
  }

  @Test func `coverage counts layouts, styles and categories`() throws {
    let kitchen = try Kitchen("pnp_counter_to_sink")
    let reset = try #require(kitchen.task.distribution("D0"))
    var options = KitchenOptions()
    options.layouts = ["galley", "u_shaped_2", "l_shaped/3"]
    options.styles = ["nordic", "japandi"]
    func measure(_ outcomes: [(scene: Int, succeeded: Bool)]) -> ResetCoverage {
      JobCoverage.measure(
        task: kitchen.task, robot: kitchen.robot, distribution: reset, seed: 1,
        settings: AttemptSettings(kitchen: options), first: nil, outcomes: outcomes)
    }
    // layouts take turns; the second style begins with the fourth scene
    let coverage = measure([(0, true), (1, false), (3, true), (4, false)])
    #expect(coverage.objects.map(\.name) == ["layout", "style", "obj"])
    #expect(
      coverage.objects[0].counts == .init(cells: 3, reachable: 3, attempted: 2, succeeded: 1))
    #expect(
      coverage.objects[1].counts == .init(cells: 2, reachable: 2, attempted: 2, succeeded: 2))
    let categories = coverage.objects[2].counts
    #expect(categories.cells > 20 && categories.reachable <= categories.cells)
    #expect((1...2).contains(categories.succeeded) && categories.attempted <= 4)

    // its categories are those of the scenes that are drawn
    let scenes = try kitchen.scenes(seed: 1) {
      $0.layouts = options.layouts
      $0.styles = options.styles
    }
    let words = try [0, 3].map { try scenes.drawn($0).facts.first { $0.name == "obj" }?.words }
    #expect(categories.succeeded == Set(words).count)
    #expect(measure([]).objects.allSatisfy { $0.counts.attempted == 0 })
  }
}
