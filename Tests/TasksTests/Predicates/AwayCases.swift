import Geometry

/// The hand gone from a point, and what only looks so.
enum AwayCases {
  private static let cube = "away(cubeA)"

  private static func offset(
    _ name: String, _ label: Bool, _ predicate: String, _ x: Double, _ y: Double, _ z: Double
  ) -> PredicateCase {
    let make = label ? PredicateCase.yes : PredicateCase.no
    return make(name, predicate) {
      $0[.cubeA].pose.position = Vector3(0.25, -0.125, 0.875)
      $0.eefPose.position = $0[.cubeA].pose.position + Vector3(x, y, z)
    }
  }

  private static func offset(
    _ name: String, _ label: Bool, _ x: Double, _ y: Double, _ z: Double
  ) -> PredicateCase {
    offset(name, label, cube, x, y, z)
  }

  static let yes: [PredicateCase] = [
    offset("far above", true, 0, 0, 0.3),
    offset("5.1 cm above", true, 0, 0, 0.0501),
    offset("5.1 cm aside", true, 0, -0.0501, 0),
    offset("below", true, 0, 0, -0.06),
    offset("near along each axis, far in space", true, 0.03, 0.03, 0.03),
    offset("nearer, and less is asked for", true, "away(cubeA, 0.01)", 0, 0, 0.011),
    offset("as far as RoboCasa asks for", true, "away(cubeA, 0.25)", 0, 0, 0.251),
    .yes("from a needle's tip, above its tail", "away(needle.tip)") {
      $0.eefPose.position = $0[.needle].pose.transform(Vector3(-0.06, 0, 0))
    },
    .yes("another is held", cube) { $0.gripper(.cubeB, left: true, right: true) },
    .yes("from a goal", "away(goal)") {
      $0.eefPose.position = $0[.goal].pose.position + Vector3(0, 0, 0.1)
    },
    .yes("the cube fell far from the hand", cube) { $0[.cubeA].pose.position.z = 0.02 },
  ]

  static let no: [PredicateCase] = [
    offset("on the spot", false, 0, 0, 0),
    offset("exactly at the distance", false, "away(cubeA, 0.0625)", 0, 0, 0.0625),
    offset("4.9 cm above", false, 0, 0, 0.0499),
    offset("4.9 cm below", false, 0, 0, -0.0499),
    offset("4.9 cm along x", false, 0.0499, 0, 0),
    offset("4.9 cm along -y", false, 0, -0.0499, 0),
    offset("along a diagonal, yet near", false, 0.028, 0.028, 0.028),
    offset("beyond its surface, near its origin", false, 0, 0, 0.03),
    offset("far, and more is asked for", false, "away(cubeA, 0.25)", 0, 0, 0.249),
    offset("far aside and above, yet not by 25 cm", false, "away(cubeA, 0.25)", 0.14, 0.14, 0.14),
    .no("a long hammer held by its handle's end", "away(hammer)") {
      $0.gripper(.hammer, left: true, right: true)
      $0.eefPose.position = $0[.hammer].pose.transform(Vector3(-0.075, 0, 0))
    },
    .no("a long hammer touched at its handle's end", "away(hammer)") {
      $0.gripper(.hammer, left: true)
      $0.eefPose.position = $0[.hammer].pose.transform(Vector3(-0.09, 0, 0))
    },
    .no("a hammer hangs from the palm", "away(hammer)") {
      $0.gripper(.hammer, palm: true)
      $0.eefPose.position = $0[.hammer].pose.transform(Vector3(0.09, 0, 0.02))
    },
    .no("its head far off, held elsewhere", "away(hammer.head)") {
      $0.gripper(.hammer, left: true, right: true)
      $0.eefPose.position = $0[.hammer].pose.transform(Vector3(-0.07, 0, 0))
    },
    .no("a plate held by its rim", "away(plate)") {
      $0.gripper(.plate, left: true, right: true)
      $0.eefPose.position = $0[.plate].pose.transform(Vector3(0.095, 0, 0))
    },
    .no("a finger's side still leans on a mug", "away(mug)") {
      $0.gripper(.mug, right: true)
      $0.eefPose.position = $0[.mug].pose.transform(Vector3(0.051, 0, 0.01))
    },
    .no("far from the needle's tip, at its middle", "away(needle)") {
      $0.eefPose.position = $0[.needle].pose.position
    },
    .no("at the needle's tip", "away(needle.tip)") {
      $0.eefPose.position = $0[.needle].pose.transform(Vector3(0.06, 0, 0.01))
    },
    .no("where the tip is since the needle turned", "away(needle.tip)") {
      $0[.needle].pose.orientation = Bench.turn(Bench.z, .pi / 2)
      $0.eefPose.position = $0[.needle].pose.position + Vector3(0, 0.06, 0)
    },
    .no("away from all others", cube) { $0.eefPose.position = $0[.cubeA].pose.position },
    .no("over a goal", "away(goal)") { $0.eefPose.position = $0[.goal].pose.position },
    .no("a hand that is nowhere", cube) { $0.eefPose.position.x = .nan },
    .no("a cube that is nowhere", cube) { $0[.cubeA].pose.position.z = .nan },
  ]
}
