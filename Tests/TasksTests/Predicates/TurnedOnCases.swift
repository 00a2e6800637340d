/// Turned off zero far enough, either way, whole turns aside.
enum TurnedOnCases {
  private static let whole = 2 * Double.pi

  static let yes =
    JointCases.yes([
      ("just far enough", "turned_on(knob)", 0.3501), ("the other way", "turned_on(knob)", -0.3501),
      ("a quarter", "turned_on(knob)", 1.57), ("a half", "turned_on(knob)", 3.1),
      ("a half the other way", "turned_on(knob)", -3.1),
      ("half a turn exactly, and more", "turned_on(knob)", 3.2),
      ("more than a turn", "turned_on(knob)", whole + 0.4),
      ("less than a turn", "turned_on(knob)", whole - 0.4),
      ("two turns and a quarter", "turned_on(knob)", 2 * whole + 1.5),
      ("a little, and a little will do", "turned_on(knob, 0.1)", 0.11),
      ("by LIBERO's bound", "turned_on(knob, 0.5)", 0.51), ("a lever", "turned_on(lever)", -0.9),
    ])

  static let no =
    JointCases.no([
      ("off", "turned_on(knob)", 0), ("a little short", "turned_on(knob)", 0.3499),
      ("a little short the other way", "turned_on(knob)", -0.3499),
      ("a whole turn", "turned_on(knob)", whole), ("a whole turn back", "turned_on(knob)", -whole),
      ("two whole turns", "turned_on(knob)", 2 * whole),
      ("ten whole turns", "turned_on(knob)", 10 * whole),
      ("a whole turn and a little", "turned_on(knob)", whole + 0.34),
      ("a whole turn less a little", "turned_on(knob)", whole - 0.34),
      ("a turn back and a little", "turned_on(knob)", -whole - 0.34),
      ("a turn back less a little", "turned_on(knob)", -whole + 0.34),
      ("three turns and a little", "turned_on(knob)", 3 * whole - 0.2),
      ("by 0.4, and 0.5 is asked for", "turned_on(knob, 0.5)", 0.4),
      ("by -0.4, and 0.5 is asked for", "turned_on(knob, 0.5)", -0.4),
      ("a whole turn and 0.4, and 0.5 is asked for", "turned_on(knob, 0.5)", whole + 0.4),
      ("a half less a little, and a half is asked for", "turned_on(knob, 3.14)", 3.1),
      ("ten degrees", "turned_on(knob)", 0.1745), ("20 degrees", "turned_on(knob)", 0.349),
      ("degrees taken for radians", "turned_on(lever)", 0.02),
      ("no number", "turned_on(knob)", .nan), ("infinitely far", "turned_on(knob)", .infinity),
    ]) + [
      .no("the lever is turned instead", "turned_on(knob)") { $0[.lever].jointPosition = 0.5 },
      .no("turned as a whole, its joint at zero", "turned_on(knob)") {
        $0[.knob].pose.orientation = Bench.turn(Bench.z, 1)
      },
      .no("touched, yet not turned", "turned_on(knob)") {
        $0.gripper(.knob, left: true, right: true)
      },
    ]
}
