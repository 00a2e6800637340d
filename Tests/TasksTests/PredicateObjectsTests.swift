import Geometry
import Scenes
import Tasks
import Testing

/// What predicates speak of.
@Suite struct PredicateObjectsTests {
  private let objects = ["cubeA", "cubeB", "cup", "plate"].map {
    TaskDescription.Object(
      name: $0, body: RigidBodyModel(mass: 0.1, geoms: [CollisionGeom(.sphere(radius: 0.02))]))
  }

  @Test(arguments: [
    ("on(cubeA, cup)", [0, 2]), ("grasped(cubeB)", [1]),
    ("grasped(cubeA) and not released(cup)", [0, 2]),
    ("lifted(cubeA) or (upright(cup) and at_rest(plate))", [0, 2, 3]),
    ("at(cubeA, plate, 0.1)", [0, 3]), ("away(cup, 0.1)", [2]),
    ("touching(cubeB, cubeA) and touching(cubeA, cubeB)", [0, 1]),
  ])
  func `are all the objects that are named`(text: String, expected: [Int]) throws {
    #expect(try PredicateParser.parse(text, objects: objects).objects == Set(expected))
  }

  @Test func `parts and spaces count with what they belong to`() {
    let joint = ObjectJoint(
      kind: .hinge, parent: "box", poseParentPart: .identity, axis: Vector3(0, 0, 1), range: 0...1)
    let region = ObjectRegion(
      name: "inside", halfExtents: Vector3(0.1, 0.1, 0.1))
    #expect(Predicate.closed(3, joint, 0.1).objects == [3])
    #expect(Predicate.joint(2, 0...1).objects == [2] && Predicate.state(1, 0).objects == [1])
    #expect(Predicate.inside(StatePoint(object: 0), 3, region, margin: 0).objects == [0, 3])
    // the hand is no object
    #expect(Predicate.inside(StatePoint(object: nil), 3, region, margin: 0).objects == [3])
    #expect(Predicate.contained(1, 3, region, margin: 0).objects == [1, 3])
  }
}
