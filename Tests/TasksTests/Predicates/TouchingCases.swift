import Geometry

/// Touching: contacts of the two, and of nothing else.
enum TouchingCases {
  private static let both = "touching(cubeA, cubeB)"

  static let yes: [PredicateCase] = [
    .yes("stacked", both) { $0.stack(.cubeA, on: .cubeB) },
    .yes("said the other way round", "touching(cubeB, cubeA)") { $0.stack(.cubeA, on: .cubeB) },
    .yes("side by side", both) { $0.touch(.cubeA, .cubeB) },
    .yes("in a bowl", "touching(ball, bowl)") { $0.touch(.ball, .bowl) },
    .yes("with others touching, too", both) {
      for thing in [Thing.cubeB, .cubeC, .bowl] { $0.touch(.cubeA, thing) }
    },
    .yes("while held", both) {
      $0.touch(.cubeA, .cubeB)
      $0.gripper(.cubeA, left: true, right: true)
    },
    .yes("a drawer's floor", "touching(hammer, drawer)") { $0.touch(.hammer, .drawer) },
    .yes("what is fixed", "touching(mug, cabinet)") { $0.touch(.mug, .cabinet) },
    .yes("the last object", "touching(wall, cubeA)") { $0.touch(.wall, .cubeA) },
    .yes("in motion", "touching(ball, plate)") {
      $0.touch(.ball, .plate)
      $0[.ball].linearVelocity.x = 1
    },
    .yes("a lid on its button", "touching(lid, button)") { $0.touch(.button, .lid) },
  ]

  static let no: [PredicateCase] = [
    .no("far apart", both),
    .no("stacked by their poses, no contact", both) {
      $0.stack(.cubeA, on: .cubeB)
      $0.objectContacts = $0.objectContacts.map { _ in 0 }
    },
    .no("0.1 mm apart", both) {
      $0[.cubeA].pose.position = $0[.cubeB].pose.position + Vector3(0.0451, 0, -0.005)
    },
    .no("each touches a third", both) {
      $0.touch(.cubeA, .cubeC)
      $0.touch(.cubeB, .cubeC)
    },
    .no("a chain of four", both) {
      $0.touch(.cubeA, .bowl)
      $0.touch(.bowl, .plate)
      $0.touch(.plate, .cubeB)
    },
    .no("the left finger touches both", both) {
      $0.gripper(.cubeA, left: true)
      $0.gripper(.cubeB, left: true)
    },
    .no("the right finger touches both", both) {
      $0.gripper(.cubeA, right: true)
      $0.gripper(.cubeB, right: true)
    },
    .no("each on another finger", both) {
      $0.gripper(.cubeA, left: true)
      $0.gripper(.cubeB, right: true)
    },
    .no("the palm touches both", both) {
      $0.gripper(.cubeA, palm: true)
      $0.gripper(.cubeB, palm: true)
    },
    .no("the first touches its neighbour in the list", both) { $0.touch(.cubeA, .cubeC) },
    .no("the second touches the neighbour", both) { $0.touch(.cubeB, .cubeC) },
    .no("everything touches but these two", both) { state in
      for thing in Thing.allCases where thing != .cubeA && thing != .cubeB {
        state.touch(thing, .cubeA)
        state.touch(thing, .cubeB)
      }
    },
    .no("everything touches, these two nothing", both) { state in
      for a in Thing.allCases.dropFirst(2) {
        for b in Thing.allCases.dropFirst(2) where a != b { state.touch(a, b) }
      }
    },
    .no("a thing counts as touching itself", both) {
      $0.objectContacts[0] = 0b1
      $0.objectContacts[1] = 0b10
    },
    .no("over a goal", "touching(cubeA, goal)") {
      $0[.cubeA].pose.position = $0[.goal].pose.position
    },
    .no("in a bowl without reaching it", "touching(ball, bowl)") {
      $0[.ball].pose.position = $0[.bowl].pose.position + Vector3(0, 0, 0.031)
    },
    .no("on a cube in the drawer", "touching(hammer, drawer)") {
      $0.touch(.hammer, .cubeA)
      $0.touch(.cubeA, .drawer)
    },
    .no("the drawer's cabinet only", "touching(hammer, drawer)") { $0.touch(.hammer, .cabinet) },
    .no("one index off at the end of the list", "touching(wall, cubeA)") {
      $0.touch(.goal, .cubeA)
    },
    .no("one index off at its start", "touching(wall, cubeA)") { $0.touch(.wall, .cubeB) },
    .no("both held by both fingers", both) {
      $0.gripper(.cubeA, left: true, right: true)
      $0.gripper(.cubeB, left: true, right: true)
    },
  ]
}
