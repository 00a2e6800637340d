import Geometry

/// Let go of, and what the gripper still has to do with.
enum ReleasedCases {
  private static let cube = "released(cubeA)"

  static let yes: [PredicateCase] = [
    .yes("the hand is far", cube),
    .yes("the hand is far, and that is known", cube) {
      $0.hand($0.eefPose, left: 0.04, right: 0.04)
    },
    .yes("open fingers around it", cube) { $0.hand(around: .cubeA, opening: 0.03) },
    .yes("fingers 2 mm off on both sides", cube) { $0.hand(around: .cubeA, opening: 0.022) },
    .yes("near one finger, far from the other", cube) {
      let hand = Pose($0[.cubeA].pose.position + Vector3(0.0095, 0, 0), Bench.down)
      $0.hand(hand, left: 0.03, right: 0.03)
    },
    .yes("another is held", cube) {
      $0.gripper(.cubeB, left: true, right: true, palm: true)
      $0.hand(around: .cubeB, opening: 0.025)
    },
    .yes("it rests on one that is held", cube) {
      $0.stack(.cubeA, on: .cubeB)
      $0.gripper(.cubeB, left: true, right: true)
      $0.hand(around: .cubeB, opening: 0.025)
    },
    .yes("closed fingers above it", cube) {
      $0.hand(around: .cubeA, Vector3(0, 0, 0.03), opening: 0)
    },
    .yes("it moves, thrown", cube) { $0[.cubeA].linearVelocity.x = 1 },
    .yes("a bowl with open fingers in its hollow", "released(bowl)") {
      $0.hand(around: .bowl, Vector3(0, 0, 0.03), opening: 0.015)
    },
    .yes("the last object", "released(wall)") {
      for thing in Thing.allCases.dropLast() {
        $0.gripper(thing, left: true, right: true, palm: true)
      }
    },
  ]

  static let no: [PredicateCase] = [
    .no("both fingers on it", cube) { $0.gripper(.cubeA, left: true, right: true) },
    .no("the left finger on it", cube) { $0.gripper(.cubeA, left: true) },
    .no("the right finger on it", cube) { $0.gripper(.cubeA, right: true) },
    .no("it lies against the palm", cube) { $0.gripper(.cubeA, palm: true) },
    .no("the left finger and the palm", cube) { $0.gripper(.cubeA, left: true, palm: true) },
    .no("the right finger and the palm", cube) { $0.gripper(.cubeA, right: true, palm: true) },
    .no("all of the gripper", cube) { $0.gripper(.cubeA, left: true, right: true, palm: true) },
    .no("the left finger touches others, too", cube) {
      for thing in Thing.allCases { $0.gripper(thing, left: true) }
    },
    .no("the palm touches others, too", cube) {
      for thing in Thing.allCases { $0.gripper(thing, palm: true) }
    },
    .no("one finger on each of two cubes", cube) {
      $0.gripper(.cubeA, right: true)
      $0.gripper(.cubeB, left: true)
    },
    .no("fingers a tenth of a millimetre off on both sides", cube) {
      $0.hand(around: .cubeA, opening: 0.0201)
    },
    .no("fingers 0.9 mm off on both sides", cube) { $0.hand(around: .cubeA, opening: 0.0209) },
    .no("held, the contacts of this step got lost", cube) {
      $0.hand(around: .cubeA, opening: 0.0198)
    },
    .no("clasped from the side", cube) {
      $0.hand(around: .cubeA, Vector3(0, 0.022, 0), opening: 0.0202, turn: 0)
    },
    .no("clasped, turned by a quarter", cube) {
      $0.hand(around: .cubeA, opening: 0.0203, turn: .pi / 2)
    },
    .no("a needle clasped by its tail", "released(needle)") {
      $0.hand(around: .needle, Vector3(-0.055, 0, 0), opening: 0.0042, turn: .pi / 2)
    },
    .no("a mug clasped by its handle", "released(mug)") {
      $0.hand(around: .mug, Vector3(0.055, 0, 0), opening: 0.0052, turn: .pi / 2)
    },
    .no("a wall of a bowl clasped", "released(bowl)") {
      $0.hand(around: .bowl, Vector3(0.045, 0, 0.045), opening: 0.0053)
    },
    .no("a drawer held at its wall by one finger", "released(drawer)") {
      $0.gripper(.drawer, left: true)
      $0.hand(around: .drawer, Vector3(0.075, 0, 0.06), opening: 0.04)
    },
    .no("stacked, a finger still on it", cube) {
      $0.stack(.cubeA, on: .cubeB)
      $0.gripper(.cubeA, right: true)
      $0.hand(around: .cubeA, opening: 0.03)
    },
    .no("pressed down by closed fingers", cube) {
      $0.gripper(.cubeA, left: true, right: true)
      $0.hand(around: .cubeA, Vector3(0, 0, 0.0244), opening: 0)
    },
    .no("the last object, touched", "released(wall)") { $0.gripper(.wall, palm: true) },
  ]
}
