import Geometry

/// All of a body in a region, or one point of it; and what sticks out, lies beside or on top.
enum InsideCases {
  private static let drawer = "inside(cubeA, drawer.inside)"
  private static let tip = "inside(needle.tip, drawer.inside)"

  /// The thing is put at a place of the drawer's frame, the drawer open, turned and high up.
  private static func put(
    _ name: String, _ label: Bool, _ predicate: String, _ thing: Thing,
    _ x: Double, _ y: Double, _ z: Double, _ turn: Quaternion = .identity
  ) -> PredicateCase {
    let make = label ? PredicateCase.yes : PredicateCase.no
    return make(name, predicate) {
      $0[.drawer].pose = Pose(Vector3(0.3, -0.2, 1), Bench.turn(Bench.z, 0.7))
      $0[thing].pose = $0[.drawer].pose * Pose(Vector3(x, y, z), turn)
    }
  }

  private static func put(
    _ name: String, _ label: Bool, _ x: Double, _ y: Double, _ z: Double,
    _ turn: Quaternion = .identity
  ) -> PredicateCase {
    put(name, label, drawer, .cubeA, x, y, z, turn)
  }

  static let yes: [PredicateCase] = [
    put("on the floor, in the middle", true, 0, 0, 0.03),
    put("in a corner", true, 0.0499, -0.0499, 0.03),
    put("sunk a millimetre into the floor", true, 0, 0, 0.029),
    put("turned", true, 0, 0, 0.03, Bench.turn(Bench.z, 0.6)),
    put("on its side", true, 0.02, 0, 0.03, Bench.turn(Bench.x, .pi / 2)),
    put("a needle along the drawer", true, "inside(needle, drawer.inside)", .needle, 0, 0, 0.014),
    put(
      "a needle leaning within", true, "inside(needle, drawer.inside)", .needle, 0, 0, 0.035,
      Bench.turn(Bench.y, 0.3)),
    put(
      "a mug too tall, and as much allowed", true, "inside(mug, drawer.inside, 0.05)", .mug, 0, 0,
      0.055),
    put("the tip only, the rest outside", true, tip, .needle, -0.12, 0, 0.03),
    put("in the left compartment", true, "inside(cubeA, drawer.left)", .cubeA, 0, 0.035, 0.03),
    put(
      "the origin, though the body sticks out", true, "inside(mug.origin, drawer.inside)", .mug, 0,
      0, 0.05),
    .yes("a ball in a bowl that has one region", "inside(ball, bowl)") {
      $0[.ball].pose.position = $0[.bowl].pose.position + Vector3(0, 0, 0.03)
    },
    .yes("a place, which is a point", "inside(goal, bowl)") {
      $0[.goal].pose.position = $0[.bowl].pose.position + Vector3(0.039, 0, 0.03)
    },
    .yes("the hand", "inside(eef, drawer.inside)") {
      $0.eefPose.position = $0[.drawer].pose.transform(Vector3(0, 0, 0.035))
    },
  ]

  static let no: [PredicateCase] = [
    put("its origin inside, half of it out at the side", false, 0.069, 0, 0.03),
    put("its origin inside, 6 mm out at the side", false, 0, 0.056, 0.03),
    put("its origin inside, its top 6 mm above the rim", false, 0, 0, 0.046),
    put("on the rim", false, 0.075, 0, 0.08),
    put("above it, right in plan", false, 0, 0, 0.1),
    put("under its floor", false, 0, 0, -0.02),
    put("sunk through the floor by a centimetre", false, 0, 0, 0.02),
    put("in front of it, touching", false, 0.1, 0, 0.03),
    put("beside it at the right height", false, 0, 0.101, 0.03),
    put("a corner sticks out when turned", false, 0.0499, 0, 0.03, Bench.turn(Bench.z, .pi / 4)),
    put("a needle across the wall", false, "inside(needle, drawer.inside)", .needle, 0.03, 0, 0.03),
    put(
      "a needle leaning out over the rim", false, "inside(needle, drawer.inside)", .needle, 0, 0,
      0.04, Bench.turn(Bench.y, 0.6)),
    put(
      "a needle upright", false, "inside(needle, drawer.inside)", .needle, 0, 0, 0.055,
      Bench.turn(Bench.y, .pi / 2)),
    put(
      "a hammer, its head beyond the wall", false, "inside(hammer, drawer.inside)", .hammer, 0, 0,
      0.03),
    put("a mug taller than the drawer", false, "inside(mug, drawer.inside)", .mug, 0, 0, 0.055),
    put("the tip outside, the rest inside", false, tip, .needle, 0.02, 0, 0.03),
    put("the tail inside instead of the tip", false, tip, .needle, 0.1, 0, 0.03),
    put(
      "the origin inside, the tip out", false, tip, .needle, 0, 0, 0.03,
      Bench.turn(Bench.y, -.pi / 2)),
    put("in the other compartment", false, "inside(cubeA, drawer.left)", .cubeA, 0, -0.035, 0.03),
    put("astride both compartments", false, "inside(cubeA, drawer.left)", .cubeA, 0, 0.01, 0.03),
    put(
      "a millimetre out, and less is asked for", false, "inside(cubeA, drawer.inside, -0.001)",
      .cubeA,
      0.0495, 0, 0.035),
    put("no number", false, .nan, 0, 0.03),
    .no("where the drawer was before it moved", drawer) {
      $0[.cubeA].pose = $0[.drawer].pose * Pose(Vector3(-0.04, 0, 0.03))
      $0[.drawer].pose.position.x += 0.15
    },
    .no("right, were the drawer not turned over", drawer) {
      $0[.cubeA].pose = $0[.drawer].pose * Pose(Vector3(0, 0, 0.03))
      $0[.drawer].pose.orientation = Bench.turn(Bench.x, .pi)
    },
    .no("a ball on a bowl's rim", "inside(ball, bowl)") { $0.stack(.ball, on: .bowl) },
    .no("another cube is inside", drawer) {
      $0[.cubeB].pose = $0[.drawer].pose * Pose(Vector3(0, 0, 0.035))
    },
  ]
}
