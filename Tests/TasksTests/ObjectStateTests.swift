import Geometry
import Scenes
import Tasks
import Testing

/// States that are on or off, by what sets and resets them.
@Suite struct ObjectStateTests {
  private let bodies = [RigidBodyModel(mass: 1, geoms: [CollisionGeom(.sphere(radius: 0.1))])]

  private func state(joint: Double) -> ObservedState {
    ObservedState(
      objects: [
        .init(
          pose: .identity, linearVelocity: .zero, angularVelocity: .zero, jointPosition: joint)
      ], tableHeight: 0)
  }

  @Test func `without a reset it is on exactly while it is set`() {
    let water = ObjectState(name: "water", initial: false, set: .joint(0, 0.4...3))
    #expect(water.next(false, state(joint: 0.5), bodies: bodies))
    #expect(!water.next(true, state(joint: 0.1), bodies: bodies))
  }

  @Test func `with a reset it stays on until that comes`() {
    let on = ObjectState(
      name: "on", initial: false, set: .joint(0, 0.4...3), reset: .joint(0, -3 ... -0.4))
    #expect(on.next(false, state(joint: 0.5), bodies: bodies))
    #expect(on.next(true, state(joint: 0), bodies: bodies))
    #expect(!on.next(false, state(joint: 0), bodies: bodies))
    #expect(!on.next(true, state(joint: -0.5), bodies: bodies))
  }

  @Test func `a reset wins over a set`() {
    let on = ObjectState(
      name: "on", initial: false, set: .joint(0, 0...3), reset: .joint(0, 1...3))
    #expect(!on.next(true, state(joint: 2), bodies: bodies))
  }

  @Test func `what nothing sets stays as it began`() {
    let on = ObjectState(name: "on", initial: true, set: nil, reset: .joint(0, -3...3))
    #expect(on.next(true, state(joint: 0), bodies: bodies))
    #expect(!on.next(false, state(joint: 0), bodies: bodies))
  }

  @Test func `predicates read states, and only those that are there`() throws {
    var seen = state(joint: 0)
    seen.objects[0].states = [false, true]
    #expect(Predicate.state(0, 1).holds(seen, bodies: bodies))
    #expect(!Predicate.state(0, 0).holds(seen, bodies: bodies))
    #expect(!Predicate.state(0, 2).holds(seen, bodies: bodies))

    var stove = TaskDescription.Object(name: "stove", body: bodies[0])
    stove.states = [ObjectState(name: "burner", initial: false, set: nil)]
    #expect(
      try PredicateParser.parse("state(stove, burner)", objects: [stove]) == .state(0, 0))
    #expect(throws: PredicateError.self) {
      try PredicateParser.parse("state(stove, grill)", objects: [stove])
    }
  }
}
