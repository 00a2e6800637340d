import Geometry
import Tasks
import Testing

/// Predicates over states made to be just right, and just wrong.
@Suite struct PredicateTests {
  /// A state of a 40 mm cube A and a 50 mm cube B on a table 0.8 m high.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var predicate: String
    var state: ObservedState

    init(_ name: String, _ predicate: String, _ change: (inout ObservedState) -> Void) {
      testDescription = name
      self.predicate = predicate
      // A stacked on B, in the middle, let go of and at rest
      let poses = [Pose(Vector3(0.1, 0, 0.87)), Pose(Vector3(0.1, 0, 0.825))]
      state = ObservedState(
        objects: poses.map { .init(pose: $0, linearVelocity: .zero, angularVelocity: .zero) },
        tableHeight: 0.8)
      state.objectContacts = [0b10, 0b01]
      change(&state)
    }

    func holds() throws -> Bool {
      let bodies = [0.02, 0.025].map { half in
        RigidBodyModel(
          mass: 0.1,
          geoms: [CollisionGeom(.box(halfExtents: Vector3(repeating: half)))])
      }
      let objects = zip(["cubeA", "cubeB"], bodies).map {
        TaskDescription.Object(name: $0, body: $1)
      }
      let parsed = try PredicateParser.parse(predicate, objects: objects)
      return parsed.holds(state, bodies: bodies)
    }
  }

  private static func turn(_ axis: Vector3, _ angle: Double) -> Quaternion {
    Quaternion(axis: axis, angle: angle)
  }
  private static let x = Vector3(1, 0, 0)
  private static let y = Vector3(0, 1, 0)
  private static let z = Vector3(0, 0, 1)

  private static let stacked = "on(cubeA, cubeB)"

  private static let holding: [Case] = [
    Case("stacked", stacked) { _ in },
    Case("both turned about the vertical", stacked) {
      $0.objects[0].pose.orientation = turn(z, 0.5)
      $0.objects[1].pose.orientation = turn(z, -2)
    },
    Case("centre just inside the edge", stacked) { $0.objects[0].pose.position.x += 0.0249 },
    Case("centre over a corner of the turned lower cube", stacked) {
      // 24 mm along both of its axes is 34 mm from its middle
      $0.objects[1].pose.orientation = turn(z, .pi / 4)
      $0.objects[0].pose.position.x += 0.024 * 2.0.squareRoot()
    },
    Case("sunk in as deep as contacts go", stacked) { $0.objects[0].pose.position.z -= 0.001 },
    Case("a little high, on the contact layer", stacked) { $0.objects[0].pose.position.z += 0.001 },
    Case("upper cube fallen on its side", stacked) {
      $0.objects[0].pose.orientation = turn(x, .pi / 2)
    },
    Case("lower cube lying on its side", stacked) {
      $0.objects[1].pose.orientation = turn(y, .pi / 2)
    },
    Case("lower cube upside down, turned", stacked) {
      $0.objects[1].pose.orientation = turn(z, 0.3) * turn(x, .pi)
    },
    Case("the pair high up on something", stacked) {
      for index in 0..<2 { $0.objects[index].pose.position.z += 0.3 }
    },
    Case("slightly tilted, as the solver leaves it", stacked) {
      $0.objects[0].pose.orientation = turn(x, 0.01)
    },
    Case("lifted by more than the height", "lifted(cubeA, 0.069)") { _ in },
    Case("lifted above a raised table", "lifted(cubeA, 0.04)") { $0.tableHeight = 0.829 },
    Case("both fingers on it", "grasped(cubeA)") {
      $0.leftFingerContacts = 0b01
      $0.rightFingerContacts = 0b11
    },
    Case("nothing touches it", "released(cubeA)") { _ in },
    Case("another is held", "released(cubeA)") {
      $0.leftFingerContacts = 0b10
      $0.rightFingerContacts = 0b10
      $0.palmContacts = 0b10
    },
    Case("they touch", "touching(cubeB, cubeA)") { _ in },
    Case("slow", "at_rest(cubeA, 0.05)") { $0.objects[0].linearVelocity = Vector3(0.03, 0.039, 0) },
    Case("nearly upright", "upright(cubeA, 0.1)") {
      $0.objects[0].pose.orientation = turn(z, 2) * turn(x, 0.099)
    },
    Case("not, and, or", "not grasped(cubeA) and released(cubeA) or grasped(cubeB)") { _ in },
  ]

  private static let missing: [Case] = [
    Case("on: hovers without touching", stacked) { $0.objectContacts = [0, 0] },
    Case("on: touches nothing but hovers 6 mm", stacked) { $0.objects[0].pose.position.z += 0.006 },
    Case("on: sunk in by 6 mm", stacked) { $0.objects[0].pose.position.z -= 0.006 },
    Case("on: the other way round", "on(cubeB, cubeA)") { _ in },
    Case("on: side by side, touching", stacked) {
      $0.objects[0].pose.position = Vector3(0.145, 0, 0.82)
    },
    Case("on: leaning against its edge", stacked) {
      $0.objects[0].pose = Pose(Vector3(0.14, 0, 0.843), turn(y, 0.7))
    },
    Case("on: balanced with its centre beyond the edge in x", stacked) {
      $0.objects[0].pose.position.x += 0.0251
    },
    Case("on: balanced with its centre beyond the edge in y", stacked) {
      $0.objects[0].pose.position.y -= 0.0251
    },
    Case("on: centre beyond the edge of the turned lower cube", stacked) {
      // 24 mm along the world's x would be inside, were the cube not turned
      $0.objects[1].pose.orientation = turn(z, .pi / 4)
      $0.objects[0].pose.position += Vector3(0.024, 0.024, 0)
    },
    Case("on: beyond the edge of a lower cube on its side", stacked) {
      $0.objects[1].pose.orientation = turn(y, .pi / 2)
      $0.objects[0].pose.position.x += 0.0251
    },
    Case("on: both on the table, touching", stacked) {
      $0.objects[0].pose.position = Vector3(0.1, 0.045, 0.82)
      $0.objectContacts = [0b10, 0b01]
    },
    Case("on: held above, a finger touches the lower cube", stacked) {
      $0.objects[0].pose.position.z += 0.01
      $0.objectContacts = [0, 0]
      $0.leftFingerContacts = 0b11
    },
    Case("on: not a number", stacked) { $0.objects[0].pose.position.z = .nan },
    Case("lifted: exactly at the height", "lifted(cubeA, 0.0625)") {
      $0.tableHeight = 0.75
      $0.objects[0].pose.position.z = 0.8125
    },
    Case("lifted: one micrometre short", "lifted(cubeA, 0.04)") {
      $0.objects[0].pose.position.z = 0.839_999
    },
    Case("lifted: on the table", "lifted(cubeB)") { _ in },
    Case("lifted: fallen off the table", "lifted(cubeA)") { $0.objects[0].pose.position.z = 0.02 },
    Case("grasped: left finger only", "grasped(cubeA)") { $0.leftFingerContacts = 0b01 },
    Case("grasped: right finger and palm only", "grasped(cubeA)") {
      $0.rightFingerContacts = 0b01
      $0.palmContacts = 0b01
    },
    Case("grasped: each finger on another cube", "grasped(cubeA)") {
      $0.leftFingerContacts = 0b01
      $0.rightFingerContacts = 0b10
    },
    Case("grasped: the other cube is held", "grasped(cubeA)") {
      $0.leftFingerContacts = 0b10
      $0.rightFingerContacts = 0b10
    },
    Case("released: a finger still touches", "released(cubeA)") { $0.rightFingerContacts = 0b01 },
    Case("released: the other finger still touches", "released(cubeA)") {
      $0.leftFingerContacts = 0b11
    },
    Case("released: lies against the palm", "released(cubeA)") { $0.palmContacts = 0b01 },
    Case("touching: near, no contact", "touching(cubeA, cubeB)") { $0.objectContacts = [0, 0] },
    Case("at rest: exactly at the speed", "at_rest(cubeA, 0.5)") {
      $0.objects[0].linearVelocity = Vector3(0, 0.3, -0.4)
    },
    Case("at rest: not a number", "at_rest(cubeA)") { $0.objects[0].linearVelocity.y = .nan },
    Case("upright: a little too far", "upright(cubeA, 0.1)") {
      $0.objects[0].pose.orientation = turn(z, 2) * turn(y, 0.101)
    },
    Case("upright: upside down", "upright(cubeA)") {
      $0.objects[0].pose.orientation = turn(x, .pi)
    },
    Case("both, one missing", "on(cubeA, cubeB) and grasped(cubeA)") { _ in },
  ]

  @Test(arguments: holding) func holds(_ case: Case) throws { #expect(try `case`.holds()) }

  @Test(arguments: missing) func `misses by little`(_ case: Case) throws {
    #expect(try !`case`.holds())
  }

  @Test func `an object rests on the side that a lower body has, not on its mirror image`() throws {
    // a shelf whose board reaches to +x only
    let shelf = RigidBodyModel(
      mass: 1,
      geoms: [
        CollisionGeom(
          .box(halfExtents: Vector3(0.1, 0.05, 0.01)), poseBodyGeom: Pose(Vector3(0.1, 0, 0)))
      ])
    let ball = RigidBodyModel(mass: 0.1, geoms: [CollisionGeom(.sphere(radius: 0.02))])
    for (x, expected) in [
      (0.19, true), (0.01, true), (-0.01, false), (-0.19, false), (0.21, false),
    ] {
      let poses = [Pose(Vector3(x, 0, 0.03)), Pose.identity]
      var state = ObservedState(
        objects: poses.map { .init(pose: $0, linearVelocity: .zero, angularVelocity: .zero) },
        tableHeight: 0)
      state.objectContacts = [0b10, 0b01]
      #expect(Predicate.on(0, 1).holds(state, bodies: [ball, shelf]) == expected, "\(x)")
    }
  }
}
