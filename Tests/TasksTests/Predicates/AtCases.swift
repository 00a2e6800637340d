import Geometry

/// Two points nearer than a distance, and what is near in some other way.
enum AtCases {
  /// Cube A is put that far from the goal.
  private static func offset(
    _ name: String, _ label: Bool, _ predicate: String, _ offset: Vector3
  ) -> PredicateCase {
    let make = label ? PredicateCase.yes : PredicateCase.no
    return make(name, predicate) {
      $0[.goal].pose.position = Vector3(0.25, -0.125, 1)
      $0[.cubeA].pose.position = $0[.goal].pose.position + offset
    }
  }

  private static func offset(_ name: String, _ label: Bool, _ offset: Vector3) -> PredicateCase {
    self.offset(name, label, "at(cubeA, goal)", offset)
  }

  static let yes: [PredicateCase] = [
    offset("on the spot", true, .zero),
    offset("4.9 cm along x", true, Vector3(0.049, 0, 0)),
    offset("4.9 cm below", true, Vector3(0, 0, -0.049)),
    offset("along a diagonal", true, Vector3(-0.028, 0.028, 0.028)),
    offset("wider", true, "at(cubeA, goal, 0.2)", Vector3(0.19, 0, 0)),
    offset("narrower", true, "at(cubeA, goal, 0.001)", Vector3(0, 0.0009, 0)),
    offset("the other way round", true, "at(goal, cubeA)", Vector3(0, 0.049, 0)),
    .yes("a needle's tip, its middle 6 cm off", "at(needle.tip, goal, 0.01)") {
      $0[.goal].pose.position = Vector3(0, 0, 1)
      $0[.needle].pose = Pose(Vector3(0, -0.06, 1), Bench.turn(Bench.z, .pi / 2))
    },
    .yes("the hand", "at(eef, cubeA, 0.02)") {
      $0.eefPose.position = $0[.cubeA].pose.position + Vector3(0.01, 0, 0)
    },
    .yes("two sites", "at(needle.tip, hammer.head, 0.01)") {
      $0[.needle].pose = Pose(Vector3(0, 0, 1))
      $0[.hammer].pose = Pose(Vector3(0.15, 0, 1), Bench.turn(Bench.z, .pi))
    },
    .yes("the origin of what has sites", "at(needle.origin, goal, 0.01)") {
      $0[.goal].pose.position = $0[.needle].pose.position
    },
    .yes("on the spot, turned over and moving", "at(cubeA, goal)") {
      $0[.cubeA].pose = Pose($0[.goal].pose.position, Bench.turn(Bench.x, 2))
      $0[.cubeA].linearVelocity.x = 1
    },
  ]

  static let no: [PredicateCase] = [
    offset("exactly at the distance", false, "at(cubeA, goal, 0.0625)", Vector3(0.0625, 0, 0)),
    offset("a little too far along x", false, Vector3(0.0501, 0, 0)),
    offset("a little too far along -x", false, Vector3(-0.0501, 0, 0)),
    offset("a little too far along y", false, Vector3(0, 0.0501, 0)),
    offset("a little too far along -y", false, Vector3(0, -0.0501, 0)),
    offset("above it", false, Vector3(0, 0, 0.0501)),
    offset("below it, right in the plan", false, Vector3(0, 0, -0.2)),
    offset("near along each axis, far along the diagonal", false, Vector3(0.04, 0.04, 0)),
    offset("near along three axes, far in space", false, Vector3(0.03, -0.03, 0.03)),
    offset(
      "its surface is there, its origin not", false, "at(cubeA, goal, 0.02)",
      Vector3(0.02, 0.001, 0)),
    offset("narrow", false, "at(cubeA, goal, 0.001)", Vector3(0.0011, 0, 0)),
    offset("on the spot, and nothing is near enough", false, "at(cubeA, goal, 0)", .zero),
    .no("mirrored through the world's origin", "at(cubeA, goal)") {
      $0[.goal].pose.position = Vector3(0.1, 0.1, 0.8)
      $0[.cubeA].pose.position = Vector3(-0.1, -0.1, 0.8)
    },
    .no("another cube is there", "at(cubeA, goal)") {
      $0[.cubeB].pose.position = $0[.goal].pose.position
    },
    .no("only the hand is there", "at(cubeA, goal)") {
      $0.eefPose.position = $0[.goal].pose.position
    },
    .no("a needle's middle instead of its tip", "at(needle.tip, goal, 0.01)") {
      $0[.goal].pose.position = $0[.needle].pose.position
    },
    .no("a needle's tail instead of its tip", "at(needle.tip, goal, 0.01)") {
      $0[.goal].pose.position = $0[.needle].pose.transform(Vector3(-0.06, 0, 0))
    },
    .no("where the tip was before the needle turned", "at(needle.tip, goal, 0.01)") {
      $0[.goal].pose.position = $0[.needle].pose.transform(Vector3(0.06, 0, 0))
      $0[.needle].pose.orientation = Bench.turn(Bench.z, 0.5)
    },
    .no("turned the wrong way", "at(needle.tip, goal, 0.01)") {
      $0[.goal].pose.position = Vector3(0, 0, 1)
      $0[.needle].pose = Pose(Vector3(0, -0.06, 1), Bench.turn(Bench.z, -.pi / 2))
    },
    .no("the needle's origin instead of its tip", "at(needle.origin, goal, 0.01)") {
      $0[.goal].pose.position = $0[.needle].pose.transform(Vector3(0.06, 0, 0))
    },
    .no("the hand at the head, not at the handle", "at(eef, hammer, 0.05)") {
      $0.eefPose.position = $0[.hammer].pose.transform(Vector3(0.09, 0, 0))
    },
    offset("no number", false, Vector3(.nan, 0, 0)),
  ]
}
