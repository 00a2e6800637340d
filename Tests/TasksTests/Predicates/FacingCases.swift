import Geometry
import Tasks

/// The x axes of two things, seen from above, and all the ways of looking elsewhere.
enum FacingCases {
  /// Turns of the mug and of the hammer.
  private static func turned(
    _ name: String, _ label: Bool, _ predicate: String, _ mug: Quaternion,
    _ hammer: Quaternion = .identity
  ) -> PredicateCase {
    let change: PredicateCase.Change = {
      $0[.mug].pose.orientation = mug
      $0[.hammer].pose.orientation = hammer
    }
    return label ? .yes(name, predicate, change) : .no(name, predicate, change)
  }

  private static func turned(
    _ name: String, _ label: Bool, _ mug: Quaternion, _ hammer: Quaternion = .identity
  ) -> PredicateCase {
    turned(name, label, "facing(mug, hammer, 0.2)", mug, hammer)
  }

  private static func about(_ axis: Vector3, _ angle: Double) -> Quaternion {
    Bench.turn(axis, angle)
  }

  static let yes: [PredicateCase] = [
    turned("alike", true, .identity),
    turned("nearly too far to the left", true, about(Bench.z, 0.199)),
    turned("nearly too far to the right", true, about(Bench.z, -0.199)),
    turned("both turned", true, about(Bench.z, 2), about(Bench.z, 2.1)),
    turned("on both sides of half a turn", true, about(Bench.z, 3.1), about(Bench.z, -3.1)),
    turned("a whole turn apart", true, about(Bench.z, 2 * .pi)),
    turned("rolled about its own axis", true, about(Bench.x, 1)),
    turned("looking a little up", true, about(Bench.y, -0.5)),
    turned("looking a little down", true, about(Bench.y, 0.5)),
    turned(
      "what is allowed when nothing is said", true, "facing(mug, hammer)", about(Bench.z, 0.19)),
    turned(
      "half a turn, and half a turn is allowed", true, "facing(mug, hammer, 3.15)",
      about(Bench.z, 3.1)),
    turned("upside down about its x axis", true, about(Bench.x, .pi)),
  ]

  static let no: [PredicateCase] = [
    turned("a little too far to the left", false, about(Bench.z, 0.201)),
    turned("a little too far to the right", false, about(Bench.z, -0.201)),
    turned("a quarter to the left", false, about(Bench.z, .pi / 2)),
    turned("a quarter to the right", false, about(Bench.z, -.pi / 2)),
    turned("back to front", false, about(Bench.z, .pi)),
    turned("nearly back to front", false, about(Bench.z, 3)),
    turned("both turned, apart", false, about(Bench.z, 2), about(Bench.z, 2.3)),
    turned("both turned, the other way apart", false, about(Bench.z, 2), about(Bench.z, 1.7)),
    turned("on both sides of half a turn, too far", false, about(Bench.z, 3), about(Bench.z, -3)),
    turned("a whole turn and a bit", false, about(Bench.z, 2 * .pi + 0.25)),
    turned("straight up", false, about(Bench.y, -.pi / 2)),
    turned("straight down", false, about(Bench.y, .pi / 2)),
    turned("the other one straight up", false, .identity, about(Bench.y, -.pi / 2)),
    turned("over backwards", false, about(Bench.y, .pi)),
    turned("up and beyond", false, about(Bench.y, -2)),
    turned("rolled, then turned too far", false, about(Bench.z, 0.3) * about(Bench.x, 1)),
    turned("looking up, and turned too far", false, about(Bench.z, 0.3) * about(Bench.y, -0.5)),
    turned(
      "more than the little that is allowed", false, "facing(mug, hammer, 0.01)",
      about(Bench.z, 0.02)),
    turned("more than the default", false, "facing(mug, hammer)", about(Bench.z, 0.21)),
    turned("its y axis along the other's x", false, about(Bench.z, -.pi / 2) * about(Bench.y, 0.1)),
    turned("no number", false, Quaternion(w: .nan, x: 0, y: 0, z: 0)),
  ]
}
