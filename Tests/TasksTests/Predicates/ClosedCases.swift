/// Back at the lower stop, and not quite.
enum ClosedCases {
  static let yes =
    JointCases.yes([
      ("at the stop", "closed(drawer)", 0), ("4 percent short", "closed(drawer)", 0.008),
      ("just below 5 percent", "closed(drawer)", 0.009_99),
      ("pressed a little beyond the stop", "closed(drawer)", -0.002),
      ("half, and half will do", "closed(drawer, 0.5)", 0.0999),
      ("a lid", "closed(lid)", 0.05), ("a lid pressed down", "closed(lid)", -0.02),
      ("a lever at its negative stop", "closed(lever)", -1),
      ("a lever nearly there", "closed(lever)", -0.93), ("a knob", "closed(knob)", -2.8),
      ("a button that nobody presses", "closed(button)", 0.0001),
    ]) + [
      .yes("while others are open", "closed(drawer)") { $0[.lid].jointPosition = 1.6 }
    ]

  static let no =
    JointCases.no([
      ("wide open", "closed(drawer)", 0.2), ("half open", "closed(drawer)", 0.1),
      ("ajar by 6 percent", "closed(drawer)", 0.012),
      ("just above 5 percent", "closed(drawer)", 0.010_01),
      ("shut to 1 percent, and less is asked for", "closed(drawer, 0.005)", 0.002),
      ("a hair open, and none is asked for", "closed(drawer, 0)", 0.0001),
      ("pulled beyond its upper stop", "closed(drawer)", 0.22),
      ("pushed through the back of its cabinet", "closed(drawer)", -0.1),
      ("torn off", "closed(drawer)", -2),
      ("a share taken for an angle: 0.09 rad of 1.6", "closed(lid)", 0.09),
      ("a lid ajar", "closed(lid)", 0.2), ("a lid upright", "closed(lid)", 1.6),
      ("a lid torn from its hinge, folded back", "closed(lid)", -1.5),
      ("a lever at zero, its stop at -1", "closed(lever)", 0),
      ("a lever at 6 percent", "closed(lever)", -0.91),
      ("a lever at its upper stop", "closed(lever)", 0.5),
      ("a knob at zero", "closed(knob)", 0), ("a knob the other way", "closed(knob)", 3),
      ("a button pressed by a tenth", "closed(button)", 0.0004),
      ("no number", "closed(drawer)", .nan), ("infinitely far in", "closed(drawer)", -.infinity),
    ]) + [
      .no("the lid is shut instead", "closed(drawer)") {
        $0[.drawer].jointPosition = 0.2
        $0[.lid].jointPosition = 0
      },
      .no("touching its cabinet, yet open", "closed(drawer)") {
        $0[.drawer].jointPosition = 0.05
        $0.touch(.drawer, .cabinet)
      },
    ]
}
