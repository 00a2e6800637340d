/// Moved far enough from the lower stop, and ajar.
enum OpenCases {
  static let yes =
    JointCases.yes([
      ("at the upper stop", "open(drawer)", 0.2), ("by 95 percent", "open(drawer)", 0.19),
      ("by just above 90 percent", "open(drawer)", 0.180_01),
      ("a little beyond the stop", "open(drawer)", 0.201),
      ("half, and half is asked for", "open(drawer, 0.5)", 0.1001),
      ("a lid all the way", "open(lid)", 1.6), ("a lid nearly", "open(lid)", 1.45),
      ("a lid pressed beyond its stop", "open(lid)", 1.64),
      ("from a negative stop", "open(lever)", 0.4),
      ("a lever at zero is two thirds open", "open(lever, 0.66)", 0),
      ("a button of 4 mm", "open(button)", 0.0037), ("a knob to the right", "open(knob)", 2.9),
    ]) + [
      .yes("while others are shut", "open(drawer)") {
        $0[.drawer].jointPosition = 0.2
        $0[.lid].jointPosition = 0
      }
    ]

  static let no =
    JointCases.no([
      ("shut", "open(drawer)", 0), ("by 89.9 percent", "open(drawer)", 0.1798),
      ("half", "open(drawer)", 0.1), ("ajar", "open(drawer)", 0.01),
      ("pushed in beyond its stop", "open(drawer)", -0.004),
      ("pushed in as far as it should be out", "open(drawer)", -0.19),
      ("pulled out of its rails", "open(drawer)", 0.25),
      ("far away from its cabinet", "open(drawer)", 3),
      ("by 90 percent, and 95 are asked for", "open(drawer, 0.95)", 0.18),
      ("all but a hair, and all is asked for", "open(drawer, 1)", 0.1999),
      ("an angle taken for a share: 0.9 of 1.6 rad", "open(lid)", 0.9),
      ("an angle of one radian", "open(lid)", 1), ("a lid at 89 percent", "open(lid)", 1.424),
      ("a lid torn from its hinge", "open(lid)", 2.5),
      ("a lever at zero, with a negative stop", "open(lever)", 0),
      ("a lever at its lower stop", "open(lever)", -1),
      ("a lever as far as its range is wide, not from its stop", "open(lever)", 0.3),
      ("a knob in the middle of its range", "open(knob)", 0),
      ("a knob turned fully, the wrong way", "open(knob)", -3),
      ("a button at 85 percent", "open(button)", 0.0034),
      ("no number", "open(drawer)", .nan), ("infinitely far", "open(drawer)", .infinity),
    ]) + [
      .no("the lid is open instead", "open(drawer)") { $0[.lid].jointPosition = 1.6 },
      .no("moved as a whole, its joint shut", "open(drawer)") {
        $0[.drawer].pose.position.x += 0.2
      },
    ]
}
