import Geometry

/// Standing on something, and what only looks like it.
enum OnCases {
  private static let stacked = "on(cubeA, cubeB)"
  private static func turn(_ axis: Vector3, _ angle: Double) -> Quaternion {
    Quaternion(axis: axis, angle: angle)
  }

  static let yes: [PredicateCase] = [
    .yes("stacked in the middle", stacked) { $0.stack(.cubeA, on: .cubeB) },
    .yes("both turned about the vertical", stacked) {
      $0[.cubeB].pose.orientation = turn(Bench.z, -2)
      $0.stack(.cubeA, on: .cubeB, turn: turn(Bench.z, 0.5))
    },
    .yes("centre just within the edge", stacked) {
      $0.stack(.cubeA, on: .cubeB, Vector3(0.0249, 0, 0))
    },
    .yes("centre over a corner of the turned lower cube", stacked) {
      $0[.cubeB].pose.orientation = turn(Bench.z, .pi / 4)
      $0.stack(.cubeA, on: .cubeB, Vector3(0.0339, 0, 0))
    },
    .yes("sunk in as deep as contacts go", stacked) {
      $0.stack(.cubeA, on: .cubeB, Vector3(0, 0, -0.001))
    },
    .yes("a hair high, on the contact layer", stacked) {
      $0.stack(.cubeA, on: .cubeB, Vector3(0, 0, 0.0004))
    },
    .yes("upper cube on its side", stacked) {
      $0.stack(.cubeA, on: .cubeB, turn: turn(Bench.x, .pi / 2))
    },
    .yes("lower cube upside down", stacked) {
      $0[.cubeB].pose.orientation = turn(Bench.z, 0.3) * turn(Bench.x, .pi)
      $0.stack(.cubeA, on: .cubeB)
    },
    .yes("slightly tilted, as the solver leaves it", stacked) {
      $0.stack(.cubeA, on: .cubeB, turn: turn(Bench.x, 0.01))
    },
    .yes("the pair is high up on a cabinet", stacked) {
      $0[.cubeB].pose.position.z += 0.3
      $0.stack(.cubeA, on: .cubeB)
    },
    .yes("a ball on a cube", "on(ball, cubeB)") { $0.stack(.ball, on: .cubeB) },
    .yes("a plate over a bowl's rim", "on(plate, bowl)") { $0.stack(.plate, on: .bowl) },
    .yes("a cube in the middle of one wall of a bowl", "on(cubeA, bowl)") {
      $0.stack(.cubeA, on: .bowl, Vector3(0.045, 0, 0))
    },
    .yes("a cube on the bottom of a bowl turned over", "on(cubeA, bowl)") {
      $0[.bowl].pose = Pose(Vector3(0, 0, 0.85), turn(Bench.x, .pi))
      $0.stack(.cubeA, on: .bowl)
    },
    .yes("a hammer lying on its head and the end of its handle", "on(hammer, plate)") {
      $0.stack(.hammer, on: .plate, turn: turn(Bench.y, -0.0443))
    },
    .yes("a mug upside down on a plate", "on(mug, plate)") {
      $0.stack(.mug, on: .plate, turn: turn(Bench.x, .pi))
    },
    .yes("a needle across a cube", "on(needle, cubeB)") { $0.stack(.needle, on: .cubeB) },
    .yes("one cube over the seam of two, mostly on this one", stacked) {
      $0[.cubeC].pose.position = $0[.cubeB].pose.position + Vector3(0.05, 0, 0)
      $0.stack(.cubeA, on: .cubeB, Vector3(0.02, 0, 0))
      $0.touch(.cubeA, .cubeC)
    },
  ]

  static let no: [PredicateCase] = [
    .no("stacked, but without touching", stacked) {
      $0.stack(.cubeA, on: .cubeB)
      $0.objectContacts[0] = 0
      $0.objectContacts[1] = 0
    },
    .no("hovers 6 mm above", stacked) { $0.stack(.cubeA, on: .cubeB, Vector3(0, 0, 0.006)) },
    .no("sunk in by 6 mm", stacked) { $0.stack(.cubeA, on: .cubeB, Vector3(0, 0, -0.006)) },
    .no("the other way round", "on(cubeB, cubeA)") { $0.stack(.cubeA, on: .cubeB) },
    .no("side by side, touching", stacked) {
      $0[.cubeA].pose.position = $0[.cubeB].pose.position + Vector3(0.045, 0, -0.005)
      $0.touch(.cubeA, .cubeB)
    },
    .no("side by side, sunk into one another", stacked) {
      $0[.cubeA].pose.position = $0[.cubeB].pose.position + Vector3(0.02, 0, -0.005)
      $0.touch(.cubeA, .cubeB)
    },
    .no("leans with an edge on the lower cube's top", stacked) {
      $0.stack(.cubeA, on: .cubeB, Vector3(0.035, 0, -0.003), turn: turn(Bench.y, 0.7))
    },
    .no("tilted by 10 degrees, only one edge down: something holds it", stacked) {
      $0.stack(.cubeA, on: .cubeB, turn: turn(Bench.y, 0.175))
    },
    .no("balanced with its centre beyond the edge in x", stacked) {
      $0.stack(.cubeA, on: .cubeB, Vector3(0.0251, 0, 0))
    },
    .no("balanced with its centre beyond the edge in y", stacked) {
      $0.stack(.cubeA, on: .cubeB, Vector3(0, -0.0251, 0))
    },
    .no("centre beyond the edge of the turned lower cube", stacked) {
      $0[.cubeB].pose.orientation = turn(Bench.z, .pi / 4)
      $0.stack(.cubeA, on: .cubeB, Vector3(0.024, 0.024, 0))
    },
    .no("on a neighbour of the same height, overhanging this one", stacked) {
      $0[.cubeC].pose.position = $0[.cubeB].pose.position + Vector3(0.05, 0, 0)
      $0.stack(.cubeA, on: .cubeC, Vector3(-0.015, 0, 0))
      $0.touch(.cubeA, .cubeB)
    },
    .no("on another cube at the same height, this one far", stacked) {
      $0.stack(.cubeA, on: .cubeC)
    },
    .no("on something that is on it", stacked) {
      $0.stack(.plate, on: .cubeB)
      $0.stack(.cubeA, on: .plate)
    },
    .no("hangs under the lower cube", stacked) {
      $0[.cubeB].pose.position.z += 0.1
      $0[.cubeA].pose.position = $0[.cubeB].pose.position - Vector3(0, 0, 0.045)
      $0.touch(.cubeA, .cubeB)
    },
    .no("a ball beyond the edge", "on(ball, cubeB)") {
      $0.stack(.ball, on: .cubeB, Vector3(0.027, 0, 0))
    },
    .no("in a bowl, not on it", "on(cubeA, bowl)") {
      $0.stack(.cubeA, on: .bowl, Vector3(0, 0, -0.04))
    },
    .no("in a bowl with its top level with the rim", "on(cubeB, bowl)") {
      $0.stack(.cubeB, on: .bowl, Vector3(0, 0, -0.05))
    },
    .no("one edge on a bowl's rim, the rest over its hollow", "on(cubeA, bowl)") {
      $0.stack(.cubeA, on: .bowl, Vector3(0.025, 0, 0))
    },
    .no("over a bowl's hollow as if the rim were a lid, a wall touched", "on(cubeA, bowl)") {
      $0.stack(.cubeA, on: .bowl)
    },
    .no("on a bowl's rim, its centre outside", "on(cubeA, bowl)") {
      $0.stack(.cubeA, on: .bowl, Vector3(0.051, 0, 0))
    },
    .no("a hammer whose handle is on, its head over the edge", "on(hammer, cubeB)") {
      $0.stack(.hammer, on: .cubeB, Vector3(0, 0, -0.007))
    },
    .no("a hammer with its origin over the plate, its centre of mass beyond", "on(hammer, plate)") {
      $0.stack(.hammer, on: .plate, Vector3(0.07, 0, 0))
    },
    .no("a mug held up by its handle on the rim", "on(mug, cubeB)") {
      $0.stack(.mug, on: .cubeB, Vector3(-0.05, 0, -0.02))
    },
    .no("a needle leaning on a cube", "on(needle, cubeB)") {
      $0.stack(.needle, on: .cubeB, Vector3(-0.03, 0, -0.02), turn: turn(Bench.y, -0.6))
    },
    .no("a needle with its middle beyond the edge", "on(needle, cubeB)") {
      $0.stack(.needle, on: .cubeB, Vector3(0.03, 0, 0))
    },
    .no("held above it, a finger touches both", stacked) {
      $0.stack(.cubeA, on: .cubeB, Vector3(0, 0, 0.01))
      $0.objectContacts[0] = 0
      $0.objectContacts[1] = 0
      $0.gripper(.cubeA, left: true)
      $0.gripper(.cubeB, left: true)
    },
    .no("over a goal, which has no substance", "on(cubeA, goal)") { $0.stack(.cubeA, on: .goal) },
    .no("a height that is no number", stacked) {
      $0.stack(.cubeA, on: .cubeB)
      $0[.cubeA].pose.position.z = .nan
    },
    .no("a place that is no number", stacked) {
      $0.stack(.cubeA, on: .cubeB)
      $0[.cubeB].pose.position.x = .nan
    },
  ]
}
