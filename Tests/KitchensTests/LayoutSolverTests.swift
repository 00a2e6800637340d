import Geometry
import Kitchens
import TestSupport
import Testing

/// Plans drawn from the ten archetypes.
@Suite struct LayoutSolverTests {
  private let library: LayoutLibrary

  init() throws {
    library = try LayoutLibrary(
      folder: Repository.root.appendingPathComponent("Scenes/layouts").path)
  }

  @Test func `there are ten archetypes and sixty names, ten of them for tests`() {
    #expect(
      library.grammars.map(\.name) == [
        "g_shaped", "g_shaped_large", "galley", "l_shaped", "l_shaped_island", "one_wall",
        "one_wall_island", "u_shaped", "u_shaped_island", "wraparound",
      ])
    #expect(library.named.count >= 60)
    #expect(library.named.filter { $0.split == .test }.count == 10)
  }

  @Test func `sixty seeds of every archetype pass the checks`() throws {
    for grammar in library.grammars {
      let solver = LayoutSolver(grammar: grammar, sizes: library.sizes)
      var atOnce = 0
      for seed in 1000..<1060 as Range<UInt64> {
        let draw = try solver.draw(seed: seed)
        #expect(LayoutChecks.problems(draw.layout) == [], "\(grammar.name) \(seed)")
        #expect(draw.layout.fixtures.count >= max(40, grammar.leastFixtures))
        #expect(draw.rejected.count == draw.tries - 1)
        if draw.tries == 1 { atOnce += 1 }
      }
      // a grammar whose draws mostly fail would be a bad one
      #expect(atOnce >= 42, "\(grammar.name): \(atOnce) of 60")
    }
  }

  @Test func `the same seed gives the same plan, another one another`() throws {
    for grammar in library.grammars {
      let solver = LayoutSolver(grammar: grammar, sizes: library.sizes)
      let plan = try solver.layout(seed: 7)
      #expect(try solver.layout(seed: 7) == plan)
      #expect(try solver.layout(seed: 8).fixtures != plan.fixtures)
    }
  }

  @Test func `all named plans differ`() throws {
    var seen: Set<[KitchenLayout.Fixture]> = []
    for entry in library.named {
      let layout = try #require(try library.layout(named: entry.name))
      #expect(layout.name == entry.name)
      #expect(seen.insert(layout.fixtures).inserted, "\(entry.name)")
    }
    #expect(seen.count == library.named.count)
  }

  @Test func `a name that is none, and one with a seed`() throws {
    #expect(try library.layout(named: "castle") == nil)
    #expect(try library.layout(named: "galley/x") == nil)
    let plan = try #require(try library.layout(named: "galley/12"))
    #expect(plan.archetype == "galley" && plan.seed == 12)
  }

  @Test func `fixtures have names of their own`() throws {
    let layout = try #require(try library.layout(named: "wraparound_1"))
    #expect(Set(layout.fixtures.map(\.name)).count == layout.fixtures.count)
  }

  @Test func `mirrored and other plans both occur`() throws {
    let grammar = try #require(library.grammar(named: "l_shaped"))
    let solver = LayoutSolver(grammar: grammar, sizes: library.sizes)
    // the corner cabinet's blind side tells
    var sides: Set<ModelParameter> = []
    for seed in 0..<12 as Range<UInt64> {
      let corner = try solver.layout(seed: seed).fixtures.first { $0.model == "corner_cabinet" }
      for parameter in try #require(corner).parameters where parameter.name == "blind" {
        sides.insert(parameter)
      }
    }
    #expect(sides.count == 2)
  }
}
