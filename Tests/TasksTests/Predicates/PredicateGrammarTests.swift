import Geometry
import Scenes
import Tasks
import Testing

/// What each predicate's text means, and which texts are refused.
@Suite struct PredicateGrammarTests {
  private func parse(_ text: String) throws -> Predicate {
    try PredicateParser.parse(text, objects: Bench.objects)
  }

  private func index(_ thing: Thing) -> Int { thing.rawValue }

  @Test func `defaults are those of the published checks`() throws {
    let needle = StatePoint(object: index(.needle))
    let tip = StatePoint(object: index(.needle), offset: Vector3(0.06, 0, 0))
    let goal = StatePoint(object: index(.goal))
    let regions = Bench.objects[index(.drawer)].regions
    let slider = try #require(Bench.objects[index(.drawer)].mount.joint)
    #expect(try parse("at(needle, goal)") == .at(needle, goal, 0.05))
    #expect(try parse("at(needle.origin, goal)") == .at(needle, goal, 0.05))
    #expect(try parse("at(needle.tip, eef, 0.01)") == .at(tip, StatePoint(object: nil), 0.01))
    #expect(
      try parse("aligned(needle, goal)") == .aligned(needle, goal, horizontal: 0.02, vertical: 0.02)
    )
    #expect(
      try parse("aligned(needle, goal, 0.1)")
        == .aligned(needle, goal, horizontal: 0.1, vertical: 0.02))
    #expect(
      try parse("aligned(needle, goal, 0.1, 0.2)")
        == .aligned(needle, goal, horizontal: 0.1, vertical: 0.2))
    #expect(try parse("away(needle)") == .away(needle, 0.05))
    #expect(try parse("away(needle.tip, 0.25)") == .away(tip, 0.25))
    #expect(
      try parse("inside(needle, drawer.right)")
        == .contained(index(.needle), index(.drawer), regions[1], margin: 0.005))
    #expect(
      try parse("inside(needle.tip, drawer.inside)")
        == .inside(tip, index(.drawer), regions[2], margin: 0))
    #expect(
      try parse("inside(eef, bowl, -0.01)")
        == .inside(
          StatePoint(object: nil), index(.bowl), Bench.objects[index(.bowl)].regions[0],
          margin: -0.01))
    #expect(try parse("open(drawer)") == .open(index(.drawer), slider, 0.9))
    #expect(try parse("closed(drawer)") == .closed(index(.drawer), slider, 0.05))
    #expect(try parse("pressed(drawer, 1)") == .pressed(index(.drawer), slider, 1))
    #expect(try parse("turned_on(knob)") == .turnedOn(index(.knob), 0.35))
    #expect(try parse("joint(knob, -1, 1.5)") == .joint(index(.knob), -1...1.5))
  }

  private static let objects = "must be one of cubeA, cubeB"

  @Test(arguments: [
    // too few and too many
    ("on(cubeA)", "takes at least 2"), ("on(cubeA, cubeB, 1)", "takes at most 2"),
    ("touching()", "takes at least 2"), ("touching(cubeA, cubeB, 1)", "takes at most 2"),
    ("lifted()", "takes at least 1"), ("lifted(cubeA, 1, 2)", "takes at most 2"),
    ("grasped()", "takes at least 1"), ("grasped(cubeA, 1)", "takes at most 1"),
    ("released()", "takes at least 1"), ("released(cubeA, 1)", "takes at most 1"),
    ("at_rest()", "takes at least 1"), ("at_rest(cubeA, 1, 2)", "takes at most 2"),
    ("upright()", "takes at least 1"), ("upright(cubeA, 1, 2)", "takes at most 2"),
    ("at(cubeA)", "takes at least 2"), ("at(cubeA, goal, 1, 2)", "takes at most 3"),
    ("aligned(cubeA)", "takes at least 2"), ("aligned(cubeA, goal, 1, 2, 3)", "takes at most 4"),
    ("inside(cubeA)", "takes at least 2"), ("inside(cubeA, bowl, 0, 0)", "takes at most 3"),
    ("away()", "takes at least 1"), ("away(cubeA, 1, 2)", "takes at most 2"),
    ("open()", "takes at least 1"), ("open(drawer, 1, 1)", "takes at most 2"),
    ("closed()", "takes at least 1"), ("closed(drawer, 1, 1)", "takes at most 2"),
    ("pressed()", "takes at least 1"), ("pressed(button, 1, 1)", "takes at most 2"),
    ("turned_on()", "takes at least 1"), ("turned_on(knob, 1, 1)", "takes at most 2"),
    ("joint(knob, 1)", "takes at least 3"), ("joint(knob, 1, 2, 3)", "takes at most 3"),
    // a missing argument
    ("on(cubeA, cubeB,)", "on: an argument is missing"), ("at_rest(cubeA,)", "is missing"),
    ("on(, cubeB)", "')' was expected"), ("on(cubeA,, cubeB)", "')' was expected"),
    // a thing with itself
    ("on(cubeA, cubeA)", "not on itself"), ("touching(bowl, bowl)", "does not touch itself"),
    ("at(cubeA, cubeA)", "are the same"), ("aligned(eef, eef)", "are the same"),
    ("at(needle, needle.origin)", "are the same"), ("away(eef)", "not away from itself"),
    ("inside(drawer, drawer.inside)", "not inside itself"),
    // numbers
    ("lifted(cubeA, 101)", "between -100"), ("lifted(cubeA, nan)", "must be a number"),
    ("at_rest(cubeA, -0.1)", "between 0"), ("upright(cubeA, 3.2)", "between 0"),
    ("at(cubeA, goal, -1)", "between 0"), ("at(cubeA, goal, inf)", "must be a number"),
    ("aligned(cubeA, goal, 0.1, -1)", "argument 4"), ("inside(cubeA, bowl, 2)", "between -1"),
    ("away(cubeA, 11)", "between 0"), ("open(drawer, 1.1)", "between 0"),
    ("closed(drawer, -0.1)", "between 0"), ("pressed(button, 90)", "between 0"),
    ("turned_on(knob, 20)", "between 0"), ("joint(knob, 2, 1)", "lower bound is above"),
    ("joint(knob, low, 1)", "argument 2 must be a number"),
    // names
    ("on(eef, cubeA)", objects), ("grasped(needle.tip)", objects), ("open(cup)", objects),
    ("at(cup, goal)", "must be eef or one of cubeA"), ("at(needle.eye, goal)", "no site eye"),
    ("at(needle.tip.end, goal)", "must be eef or one of"), ("at(needle., goal)", "no site"),
    ("at(eef.tip, goal)", "must be eef or one of"), ("at(EEF, goal)", "must be eef or one of"),
    ("inside(cubeA, drawer)", "one of drawer.left, drawer.right, drawer.inside"),
    ("inside(cubeA, drawer.top)", "one of drawer.left"), ("inside(cubeA, cup)", "in drawer.inside"),
    ("inside(cubeA, cubeB)", "there is no region"), ("inside(cubeA, eef)", "in drawer.inside"),
    ("open(cubeA)", "cubeA has no joint"), ("closed(cabinet)", "cabinet has no joint"),
    ("pressed(goal)", "goal has no joint"), ("joint(cubeA, 0, 1)", "cubeA has no joint"),
    ("turned_on(cubeA)", "cubeA has no joint"), ("turned_on(drawer)", "drawer has no hinge"),
  ])
  func `what is no predicate is told why`(text: String, reason: String) throws {
    let error = try #require(throws: PredicateError.self) { try parse(text) }
    #expect(error.reason.contains(reason), "\(error.reason)")
  }

  @Test func `every predicate is known by name, and an unknown one is told them all`() throws {
    let error = try #require(throws: PredicateError.self) { try parse("near(cubeA, goal)") }
    for name in PredicateParser.names { #expect(error.reason.contains(name)) }
  }
}
