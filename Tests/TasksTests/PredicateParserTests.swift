import Geometry
import Tasks
import Testing

/// Texts to predicates, and texts that are none.
@Suite struct PredicateParserTests {
  private let objects = ["cubeA", "cubeB", "cup"].map {
    TaskDescription.Object(
      name: $0, body: RigidBodyModel(mass: 0.1, geoms: [CollisionGeom(.sphere(radius: 0.02))]))
  }

  private func parse(_ text: String) throws -> Predicate {
    try PredicateParser.parse(text, objects: objects)
  }

  @Test func `every named predicate, with its defaults`() throws {
    #expect(try parse("on(cubeA, cup)") == .on(0, 2))
    #expect(try parse("touching(cubeB,cubeA)") == .touching(1, 0))
    #expect(try parse("lifted(cup)") == .lifted(2, 0.04))
    #expect(try parse("lifted(cup, 0.1)") == .lifted(2, 0.1))
    #expect(try parse("grasped(cup)") == .grasped(2))
    #expect(try parse("released(cup)") == .released(2))
    #expect(try parse("at_rest(cup)") == .atRest(2, 0.05))
    #expect(try parse("at_rest(cup, 1e-3)") == .atRest(2, 0.001))
    #expect(try parse("upright(cup)") == .upright(2, 0.1))
    #expect(try parse("\n upright ( cup ,0.2 ) ") == .upright(2, 0.2))
  }

  @Test func `not binds before and, and before or`() throws {
    let a = Predicate.grasped(0)
    let b = Predicate.grasped(1)
    let c = Predicate.grasped(2)
    let (x, y, z) = ("grasped(cubeA)", "grasped(cubeB)", "grasped(cup)")
    #expect(try parse("\(x) or \(y) and \(z)") == .or(a, .and(b, c)))
    #expect(try parse("\(x) and \(y) or \(z)") == .or(.and(a, b), c))
    #expect(try parse("(\(x) or \(y)) and \(z)") == .and(.or(a, b), c))
    #expect(try parse("not \(x) and \(y)") == .and(.not(a), b))
    #expect(try parse("not (\(x) and \(y))") == .not(.and(a, b)))
    #expect(try parse("not not \(x)") == .not(.not(a)))
    #expect(try parse("\(x) or \(y) or \(z)") == .or(.or(a, b), c))
    #expect(try parse("\(x) and \(y) and \(z)") == .and(.and(a, b), c))
    #expect(try parse("(((\(x))))") == a)
  }

  @Test(arguments: [
    ("", "ends too early"), ("not", "ends too early"), ("grasped", "ends too early"),
    ("grasped(cup", "ends too early"), ("grasped(cup) and", "ends too early"),
    ("(grasped(cup)", "ends too early"), ("on(cubeA,", "ends too early"),
    ("grasped cup", "'(' was expected, not 'cup'"),
    ("on(cubeA cubeB)", "')' was expected, not 'cubeB'"),
    ("grasped(cup))", "')' is left over"), ("grasped(cup) grasped(cup)", "'grasped' is left over"),
    ("grasped(cup) xor grasped(cup)", "'xor' is left over"),
    ("held(cup)", "'held' is no known predicate"), ("and(cup)", "'and' is no known predicate"),
    ("On(cubeA, cup)", "'On' is no known predicate"),
    ("grasped()", "takes at least 1"),
    ("grasped(pan)", "argument 1 must be one of"), ("grasped(Cup)", "argument 1 must be one of"),
    ("on(cubeA)", "takes at least 2"), ("on(cubeA, 0.1)", "argument 2 must be one of"),
    ("grasped(cup, cubeA)", "takes at most 1"), ("on(cubeA, cup, 1)", "takes at most 2"),
    ("lifted(cup, 0.1, 0.2)", "takes at most 2"), ("at_rest(cup, 1, 2)", "takes at most 2"),
    ("lifted(cup, high)", "argument 2 must be a number"),
    ("lifted(cup, nan)", "argument 2 must be a number"),
    ("upright(cup, inf)", "argument 2 must be a number"),
    ("lifted(0.1, cup)", "argument 1 must be one of"),
  ])
  func `what is no predicate is told why`(text: String, reason: String) throws {
    let error = try #require(throws: PredicateError.self) { try parse(text) }
    #expect(error.reason.contains(reason))
  }
}
