import Geometry

/// Two points near in plan and in height, each on its own.
enum AlignedCases {
  private static let plain = "aligned(cubeA, goal)"
  private static let flat = "aligned(cubeA, goal, 0.03, 0.005)"
  private static let tall = "aligned(cubeA, goal, 0.005, 0.1)"

  private static func offset(
    _ name: String, _ label: Bool, _ predicate: String, _ x: Double, _ y: Double, _ z: Double
  ) -> PredicateCase {
    let make = label ? PredicateCase.yes : PredicateCase.no
    return make(name, predicate) {
      $0[.goal].pose.position = Vector3(0.25, -0.125, 1)
      $0[.cubeA].pose.position = $0[.goal].pose.position + Vector3(x, y, z)
    }
  }

  static let yes: [PredicateCase] = [
    offset("on the spot", true, plain, 0, 0, 0),
    offset("19 mm aside", true, plain, 0.019, 0, 0),
    offset("19 mm below", true, plain, 0, 0, -0.019),
    offset("19 mm above and 19 mm aside", true, plain, 0, -0.019, 0.019),
    offset("along a diagonal of the plan", true, plain, 0.014, 0.014, 0.01),
    offset("wide and flat", true, flat, 0.029, 0, 0.0049),
    offset("narrow and tall", true, tall, 0, 0.0049, -0.099),
    offset("one bound given", true, "aligned(cubeA, goal, 0.05)", 0.049, 0, 0.019),
    offset("the other way round", true, "aligned(goal, cubeA)", 0.019, 0, 0.019),
    .yes("a needle's tip", "aligned(needle.tip, goal)") {
      $0[.goal].pose.position = Vector3(0, 0, 1)
      $0[.needle].pose = Pose(Vector3(0, 0, 1.06), Bench.turn(Bench.y, .pi / 2))
    },
    .yes("the hand over a cube", "aligned(eef, cubeA, 0.01, 0.15)") {
      $0.eefPose.position = $0[.cubeA].pose.position + Vector3(0, 0, 0.1)
    },
  ]

  static let no: [PredicateCase] = [
    offset("exactly at the horizontal bound", false, "aligned(cubeA, goal, 0.0625)", 0.0625, 0, 0),
    offset(
      "exactly at the vertical bound", false, "aligned(cubeA, goal, 0.02, 0.0625)", 0, 0, 0.0625),
    offset("a little too far along x", false, plain, 0.0201, 0, 0),
    offset("a little too far along -x", false, plain, -0.0201, 0, 0),
    offset("a little too far along y", false, plain, 0, 0.0201, 0),
    offset("a little too far along -y", false, plain, 0, -0.0201, 0),
    offset("a little too high", false, plain, 0, 0, 0.0201),
    offset("a little too low", false, plain, 0, 0, -0.0201),
    offset("right in plan, far above", false, plain, 0, 0, 0.2),
    offset("right in height, far aside", false, plain, 0.2, 0, 0),
    offset("near along x and y, far along their diagonal", false, plain, 0.015, 0.015, 0),
    offset("near along x and y backwards", false, plain, -0.0145, 0.0145, 0),
    offset("the bounds mixed up: too high for flat", false, flat, 0, 0, 0.02),
    offset("the bounds mixed up: too far for tall", false, tall, 0.05, 0, 0),
    offset("flat, a little too low", false, flat, 0, 0, -0.0051),
    offset("tall, a little aside", false, tall, 0, 0.0051, 0),
    offset(
      "a nut on the rim of its peg instead of around it", false,
      "aligned(cubeA, goal, 0.02, 0.01)", 0.001, 0, 0.03),
    offset("the second bound is not the first", false, "aligned(cubeA, goal, 0.05)", 0.01, 0, 0.03),
    offset("on the spot, nothing is near enough", false, "aligned(cubeA, goal, 0, 0)", 0, 0, 0),
    offset("no number in plan", false, plain, .nan, 0, 0),
    offset("no number in height", false, plain, 0, 0, .nan),
    .no("another cube is there", plain) {
      $0[.cubeB].pose.position = $0[.goal].pose.position
    },
    .no("a needle's tail down instead of its tip", "aligned(needle.tip, goal)") {
      $0[.goal].pose.position = Vector3(0, 0, 1)
      $0[.needle].pose = Pose(Vector3(0, 0, 1.06), Bench.turn(Bench.y, -.pi / 2))
    },
    .no("a needle lying with its middle there", "aligned(needle.tip, goal)") {
      $0[.goal].pose.position = $0[.needle].pose.position
    },
  ]
}
