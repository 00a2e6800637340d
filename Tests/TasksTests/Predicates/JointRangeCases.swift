/// A joint between two positions.
enum JointRangeCases {
  private static let band = "joint(knob, 0.25, 1.5)"

  static let yes =
    JointCases.yes([
      ("in the middle", band, 1), ("at the lower bound", band, 0.25), ("at the upper", band, 1.5),
      ("just above the lower", band, 0.250_01), ("just below the upper", band, 1.499_99),
      ("a band of one position", "joint(knob, 1, 1)", 1),
      ("a negative band", "joint(knob, -2, -1)", -1.5),
      ("a band around zero", "joint(lever, -0.1, 0.1)", 0),
      ("metres", "joint(drawer, 0.14, 0.16)", 0.15),
      ("a band wider than the range", "joint(drawer, -1, 1)", 0.2),
      ("a button", "joint(button, 0.001, 0.002)", 0.0015),
    ])

  static let no =
    JointCases.no([
      ("just below", band, 0.249_99), ("just above", band, 1.500_01), ("at zero", band, 0),
      ("far below", band, -3), ("far above", band, 3), ("the same, negative", band, -1),
      ("a whole turn further", band, 1 + 2 * Double.pi),
      ("a whole turn back", band, 1 - 2 * Double.pi),
      ("a band of one position, a hair off", "joint(knob, 1, 1)", 1.000_001),
      ("a negative band, positive", "joint(knob, -2, -1)", 1.5),
      ("a negative band, above", "joint(knob, -2, -1)", -0.99),
      ("a negative band, below", "joint(knob, -2, -1)", -2.01),
      ("a band around zero, above", "joint(lever, -0.1, 0.1)", 0.11),
      ("a band around zero, below", "joint(lever, -0.1, 0.1)", -0.11),
      ("a share taken for metres", "joint(drawer, 0.14, 0.16)", 0.75),
      ("millimetres short", "joint(drawer, 0.14, 0.16)", 0.139),
      ("millimetres too far", "joint(drawer, 0.14, 0.16)", 0.161),
      ("a button short", "joint(button, 0.001, 0.002)", 0.0009),
      ("a button too deep", "joint(button, 0.001, 0.002)", 0.0021),
      ("degrees taken for radians", "joint(knob, 0.25, 1.5)", 57.3),
      ("no number", band, .nan), ("infinitely far", band, .infinity),
    ]) + [
      .no("the lever is there instead", band) {
        $0[.knob].jointPosition = 0
        $0[.lever].jointPosition = 0.4
      },
      .no("turned as a whole", band) { $0[.knob].pose.orientation = Bench.turn(Bench.z, 1) },
    ]
}
