/// Pushed in far enough, and only touched.
enum PressedCases {
  static let yes =
    JointCases.yes([
      ("all the way", "pressed(button)", 0.004), ("by 90 percent", "pressed(button)", 0.0036),
      ("by just above 80 percent", "pressed(button)", 0.003_21),
      ("a hair beyond its stop", "pressed(button)", 0.0042),
      ("half, and half will do", "pressed(button, 0.5)", 0.0021),
      ("a little, and a little will do", "pressed(button, 0.1)", 0.0005),
      ("a lever", "pressed(lever)", 0.3), ("a lever at its stop", "pressed(lever)", 0.5),
      ("a drawer that is a plunger", "pressed(drawer)", 0.17),
    ]) + [
      .yes("by a finger", "pressed(button)") {
        $0[.button].jointPosition = 0.004
        $0.gripper(.button, left: true)
      },
      .yes("by a cube that lies on it", "pressed(button)") {
        $0[.button].jointPosition = 0.0035
        $0.touch(.cubeA, .button)
      },
      .yes("by closed fingers, another button beside it", "pressed(button)") {
        $0[.button].jointPosition = 0.004
        $0[.lever].jointPosition = -1
      },
    ]

  static let no =
    JointCases.no([
      ("at rest", "pressed(button)", 0), ("by a third", "pressed(button)", 0.0013),
      ("by half", "pressed(button)", 0.002), ("by 79 percent", "pressed(button)", 0.003_16),
      ("a hair short of all, and all is asked for", "pressed(button, 1)", 0.003_99),
      ("90 percent, and 95 are asked for", "pressed(button, 0.95)", 0.0036),
      ("pulled out", "pressed(button)", -0.003), ("pulled out as far", "pressed(button)", -0.004),
      ("pushed through its housing", "pressed(button)", 0.02),
      ("fallen out of its housing", "pressed(button)", -0.5),
      ("metres taken for a share", "pressed(button, 0.5)", 0.0005),
      ("a lever at zero, two thirds of its way", "pressed(lever)", 0),
      ("a lever at 79 percent", "pressed(lever)", 0.185),
      ("a lever at its lower stop", "pressed(lever)", -1),
      ("a knob in the middle", "pressed(knob)", 0), ("a lid half way", "pressed(lid)", 0.8),
      ("no number", "pressed(button)", .nan), ("infinitely deep", "pressed(button)", .infinity),
    ]) + [
      .no("touched by a finger only", "pressed(button)") { $0.gripper(.button, left: true) },
      .no("both fingers on it, pressed by a tenth", "pressed(button)") {
        $0.gripper(.button, left: true, right: true)
        $0[.button].jointPosition = 0.0004
      },
      .no("a cube lies on it without pressing it in", "pressed(button)") {
        $0.touch(.cubeA, .button)
        $0[.button].jointPosition = 0.001
      },
      .no("the hand hovers over it", "pressed(button)") {
        $0.eefPose.position = $0[.button].pose.position
      },
      .no("the lever is pressed instead", "pressed(button)") { $0[.lever].jointPosition = 0.5 },
      .no("moved down as a whole", "pressed(button)") { $0[.button].pose.position.z -= 0.004 },
    ]
}
