import Geometry

/// Its own z axis up, and all the ways of not quite being so.
enum UprightCases {
  private static func turned(
    _ name: String, _ label: Bool, _ predicate: String, _ turn: Quaternion
  ) -> PredicateCase {
    let make = label ? PredicateCase.yes : PredicateCase.no
    return make(name, predicate) { $0[.mug].pose.orientation = turn }
  }
  private static func about(_ axis: Vector3, _ angle: Double) -> Quaternion {
    Quaternion(axis: axis, angle: angle)
  }
  private static func turned(_ name: String, _ label: Bool, _ turn: Quaternion) -> PredicateCase {
    turned(name, label, "upright(mug)", turn)
  }
  private static let diagonal = Vector3(0.6, 0.8, 0)

  static let yes: [PredicateCase] = [
    turned("straight", true, .identity),
    turned("turned about the vertical", true, about(Bench.z, 2)),
    turned("turned by a half about the vertical", true, about(Bench.z, .pi)),
    turned("nearly too far about x", true, about(Bench.x, 0.0999)),
    turned("nearly too far about -y", true, about(Bench.y, -0.0999)),
    turned("nearly too far about a diagonal", true, about(diagonal, 0.0999)),
    turned("turned, then tilted a little", true, about(Bench.z, 2) * about(Bench.x, 0.099)),
    turned("a quarter, and a quarter is allowed", true, "upright(mug, 1.58)", about(Bench.y, 1.57)),
    turned("the same turn as a negative quaternion", true, Quaternion(w: -1, x: 0, y: 0, z: 0)),
    turned("a whole turn about x", true, about(Bench.x, 2 * .pi)),
    turned("straight, nothing is allowed", true, "upright(mug, 0)", .identity),
    .yes("others lie", "upright(mug)") {
      $0[.hammer].pose.orientation = about(Bench.x, 1.5)
    },
  ]

  static let no: [PredicateCase] = [
    turned("a little too far about x", false, about(Bench.x, 0.1001)),
    turned("a little too far about -x", false, about(Bench.x, -0.1001)),
    turned("a little too far about y", false, about(Bench.y, 0.1001)),
    turned("a little too far about -y", false, about(Bench.y, -0.1001)),
    turned("a little too far about a diagonal", false, about(diagonal, 0.1001)),
    turned("turned, then tilted too far", false, about(Bench.z, 2) * about(Bench.y, 0.101)),
    turned("tilted, then turned", false, about(Bench.y, 0.101) * about(Bench.z, 2)),
    turned(
      "two small tilts that add up", false, about(Bench.x, 0.08) * about(Bench.y, 0.08)),
    turned("on its side", false, about(Bench.x, .pi / 2)),
    turned("on its other side", false, about(Bench.y, -.pi / 2)),
    turned("upside down about x", false, about(Bench.x, .pi)),
    turned("upside down about y", false, about(Bench.y, .pi)),
    turned("upside down about a diagonal", false, about(diagonal, .pi)),
    turned("upside down, and turned", false, about(Bench.z, 1) * about(Bench.x, .pi)),
    turned("a little less than upside down", false, about(Bench.x, 3.1)),
    turned("45 degrees, as when leaning on a wall", false, about(Bench.y, .pi / 4)),
    turned("its x axis is up", false, about(Bench.y, -.pi / 2) * about(Bench.z, .pi)),
    turned("its y axis is up", false, about(Bench.x, .pi / 2) * about(Bench.y, 1)),
    turned("a whole turn and a bit", false, about(Bench.x, 2 * .pi + 0.11)),
    turned(
      "tilted by a degree, half of one is allowed", false, "upright(mug, 0.0087)",
      about(Bench.x, 0.0175)),
    turned("tilted the least, nothing is allowed", false, "upright(mug, 0)", about(Bench.x, 1e-3)),
    turned(
      "more than the quarter that is allowed", false, "upright(mug, 1.57)",
      about(Bench.x, 1.58)),
    turned("no number", false, Quaternion(w: .nan, x: 0, y: 0, z: 0)),
    .no("the others are upright", "upright(mug)") {
      $0[.mug].pose.orientation = about(Bench.y, 1.4)
      $0[.cubeA].pose.orientation = .identity
    },
  ]
}
