import Geometry
import Tasks

/// Held between both fingers, and what only touches them.
enum GraspedCases {
  private static let cube = "grasped(cubeA)"

  /// The hand around a thing, touching it with both fingers.
  private static func grip(
    _ state: inout ObservedState, _ thing: Thing, _ offset: Vector3 = .zero, opening: Double,
    turn: Double = 0
  ) {
    state.gripper(thing, left: true, right: true)
    state.hand(around: thing, offset, opening: opening, turn: turn)
  }

  static let yes: [PredicateCase] = [
    .yes("in the middle", cube) { grip(&$0, .cubeA, opening: 0.02) },
    .yes("squeezed by half a millimetre", cube) { grip(&$0, .cubeA, opening: 0.0195) },
    .yes("by its upper 5 mm", cube) {
      grip(&$0, .cubeA, Vector3(0, 0, 0.0195), opening: 0.02)
    },
    .yes("at its side, 5 mm of the pads on it", cube) {
      grip(&$0, .cubeA, Vector3(0, 0.023, 0), opening: 0.02)
    },
    .yes("turned by a quarter", cube) { grip(&$0, .cubeA, opening: 0.02, turn: .pi / 2) },
    .yes("askew, by two edges", cube) { grip(&$0, .cubeA, opening: 0.0255, turn: 0.4) },
    .yes("off centre, one finger further out", cube) {
      $0.gripper(.cubeA, left: true, right: true)
      let hand = Pose($0[.cubeA].pose.position + Vector3(0.005, 0, 0), Bench.down)
      $0.hand(hand, left: 0.015, right: 0.025)
    },
    .yes("a thin needle", "grasped(needle)") {
      grip(&$0, .needle, opening: 0.004, turn: .pi / 2)
    },
    .yes("a ball", "grasped(ball)") { grip(&$0, .ball, opening: 0.02) },
    .yes("a hammer by its handle", "grasped(hammer)") {
      grip(&$0, .hammer, Vector3(-0.06, 0, 0), opening: 0.008, turn: .pi / 2)
    },
    .yes("a mug by its handle", "grasped(mug)") {
      grip(&$0, .mug, Vector3(0.055, 0, 0), opening: 0.005, turn: .pi / 2)
    },
    .yes("a bowl by one wall", "grasped(bowl)") {
      grip(&$0, .bowl, Vector3(0.045, 0, 0.045), opening: 0.005)
    },
    .yes("in the air, from the side", cube) {
      $0[.cubeA].pose.position.z = 1
      $0.gripper(.cubeA, left: true, right: true)
      let hand = Pose($0[.cubeA].pose.position, Bench.turn(Bench.y, .pi / 2))
      $0.hand(hand, left: 0.02, right: 0.02)
    },
    .yes("both fingers on it, no more known", cube) {
      $0.gripper(.cubeA, left: true, right: true)
    },
    .yes("with the palm on it, too", cube) {
      grip(&$0, .cubeA, opening: 0.02)
      $0.gripper(.cubeA, palm: true)
    },
  ]

  static let no: [PredicateCase] = [
    .no("nothing touches it", cube),
    .no("the left finger only", cube) {
      $0.gripper(.cubeA, left: true)
      $0.hand(around: .cubeA, opening: 0.02)
    },
    .no("the right finger only", cube) {
      $0.gripper(.cubeA, right: true)
      $0.hand(around: .cubeA, opening: 0.02)
    },
    .no("the left finger and the palm", cube) { $0.gripper(.cubeA, left: true, palm: true) },
    .no("the right finger and the palm", cube) { $0.gripper(.cubeA, right: true, palm: true) },
    .no("the palm only", cube) { $0.gripper(.cubeA, palm: true) },
    .no("each finger on another cube", cube) {
      $0.gripper(.cubeA, left: true)
      $0.gripper(.cubeB, right: true)
    },
    .no("the other cube is held", cube) { grip(&$0, .cubeB, opening: 0.025) },
    .no("it rests on a cube that is held", cube) {
      $0.stack(.cubeA, on: .cubeB)
      grip(&$0, .cubeB, opening: 0.025)
    },
    .no("between the fingers, which do not touch it", cube) {
      $0.hand(around: .cubeA, opening: 0.03)
    },
    .no("between the fingers by a hair, no contact", cube) {
      $0.hand(around: .cubeA, opening: 0.0201)
    },
    .no("the tips of closed fingers press on its top", cube) {
      grip(&$0, .cubeA, Vector3(0, 0, 0.0244), opening: 0)
    },
    .no("the tips of open fingers press on its top", cube) {
      grip(&$0, .cubeA, Vector3(0, 0, 0.0244), opening: 0.01)
    },
    .no("the tips are pressed in by half a millimetre", cube) {
      grip(&$0, .cubeA, Vector3(0, 0, 0.0239), opening: 0.01)
    },
    .no("closed fingers push it from the side", cube) {
      grip(&$0, .cubeA, Vector3(0, 0.028, 0), opening: 0)
    },
    .no("open fingers push it with their flat sides", cube) {
      grip(&$0, .cubeA, Vector3(0, 0.029, 0), opening: 0.01)
    },
    .no("it lies across closed fingers that point up", cube) {
      $0[.cubeA].pose.position.z = 1
      $0.gripper(.cubeA, left: true, right: true)
      $0.hand(Pose(Vector3(0, 0, 0.9756)), left: 0, right: 0)
    },
    .no("it lies across open fingers that point up", cube) {
      $0[.cubeA].pose.position.z = 1
      $0.gripper(.cubeA, left: true, right: true)
      $0.hand(Pose(Vector3(0, 0, 0.9756)), left: 0.015, right: 0.015)
    },
    .no("fingers spread within a bowl", "grasped(bowl)") {
      grip(&$0, .bowl, Vector3(0, 0, 0.06), opening: 0.024)
    },
    .no("both fingers on one side of a wall", "grasped(wall)") {
      grip(&$0, .wall, Vector3(0.01, 0, 0), opening: 0.01, turn: .pi / 2)
    },
    .no("fingers lie across a needle", "grasped(needle)") {
      grip(&$0, .needle, Vector3(0, 0, 0.0084), opening: 0.02)
    },
    .no("the hand is past it, the outsides of the fingers touch", cube) {
      grip(&$0, .cubeA, Vector3(0.05, 0, 0), opening: 0.01)
    },
    .no("it is between, far from one finger that touches it elsewhere", cube) {
      $0.gripper(.cubeA, left: true, right: true)
      let hand = Pose($0[.cubeA].pose.position + Vector3(0.01, 0, 0), Bench.down)
      $0.hand(hand, left: 0.03, right: 0.03)
    },
    .no("the hand is nowhere", cube) {
      grip(&$0, .cubeA, opening: 0.02)
      $0.hand(Pose(Vector3(.nan, 0, 0)), left: 0.02, right: 0.02)
    },
  ]
}
