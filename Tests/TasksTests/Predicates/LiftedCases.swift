import Geometry

/// Off the table by more than a height, and what stands or is tipped up on it.
enum LiftedCases {
  static let yes: [PredicateCase] = [
    .yes("a cube 21 mm up", "lifted(cubeA)") { $0[.cubeA].pose.position.z = 0.841 },
    .yes("high up", "lifted(cubeA)") { $0[.cubeA].pose.position.z = 1.3 },
    .yes("a little more than the height", "lifted(cubeA, 0.1)") {
      $0[.cubeA].pose.position.z = 0.900_001
    },
    .yes("on another cube", "lifted(cubeA)") { $0.stack(.cubeA, on: .cubeB) },
    .yes("on a low table", "lifted(cubeA)") {
      $0.tableHeight = 0.4
      $0[.cubeA].pose.position.z = 0.45
    },
    .yes("a cube held corner down", "lifted(cubeA)") {
      $0[.cubeA].pose = Pose(
        Vector3(0, 0, 0.841), Bench.turn(Bench.x, .pi / 4) * Bench.turn(Bench.y, 0.6155))
    },
    .yes("a needle held upright, its tip clear", "lifted(needle)") {
      $0[.needle].pose = Pose(Vector3(0, 0, 0.865), Bench.turn(Bench.y, .pi / 2))
    },
    .yes("a mug raised by 5 mm", "lifted(mug)") { $0[.mug].pose.position.z += 0.005 },
    .yes("beside the table, above it", "lifted(ball)") {
      $0[.ball].pose.position = Vector3(3, 3, 0.9)
    },
    .yes("a hammer by its handle", "lifted(hammer, 0.06)") {
      $0[.hammer].pose.position.z = 0.87
    },
    .yes("in fast motion", "lifted(cubeA)") {
      $0[.cubeA].pose.position.z = 0.9
      $0[.cubeA].linearVelocity.z = -2
    },
  ]

  static let no: [PredicateCase] = [
    .no("on the table", "lifted(cubeA)"),
    .no("a micrometre short", "lifted(cubeA)") { $0[.cubeA].pose.position.z = 0.839_999 },
    .no("exactly at the height", "lifted(cubeA, 0.0625)") {
      $0.tableHeight = 0.75
      $0[.cubeA].pose.position.z = 0.8125
    },
    .no("off the table, yet not by the height", "lifted(cubeA, 0.1)") {
      $0[.cubeA].pose.position.z = 0.89
    },
    .no("fallen to the floor", "lifted(cubeA)") { $0[.cubeA].pose.position.z = 0.02 },
    .no("a tall mug that just stands", "lifted(mug)"),
    .no("a tall mug that stands 0.5 mm high on contacts", "lifted(mug)") {
      $0[.mug].pose.position.z += 0.0005
    },
    .no("a tall mug sunk in a little", "lifted(mug)") { $0[.mug].pose.position.z -= 0.001 },
    .no("a mug upside down", "lifted(mug)") {
      $0[.mug].pose.orientation = Bench.turn(Bench.x, .pi)
    },
    .no("a needle stood on its end", "lifted(needle)") {
      $0[.needle].pose = Pose(Vector3(0, 0, 0.86), Bench.turn(Bench.y, .pi / 2))
    },
    .no("a needle tipped up, its tip on the table", "lifted(needle)") {
      $0[.needle].pose = Pose(Vector3(0, 0, 0.8455), Bench.turn(Bench.y, 0.8))
    },
    .no("a hammer raised at its handle, its head down", "lifted(hammer, 0.05)") {
      let turn = Bench.turn(Bench.y, 0.9)
      let reach = Bench.bodies[Thing.hammer.rawValue].verticalExtent(turn).below
      $0[.hammer].pose = Pose(Vector3(0, 0, 0.8 + reach), turn)
    },
    .no("a plate leaning on its rim", "lifted(plate)") {
      let turn = Bench.turn(Bench.y, 1.2)
      let reach = Bench.bodies[Thing.plate.rawValue].verticalExtent(turn).below
      $0[.plate].pose = Pose(Vector3(0, 0, 0.8 + reach), turn)
    },
    .no("a cube on its corner", "lifted(cubeA, 0.03)") {
      $0[.cubeA].pose = Pose(
        Vector3(0, 0, 0.8346), Bench.turn(Bench.x, .pi / 4) * Bench.turn(Bench.y, 0.6155))
    },
    .no("another is lifted", "lifted(cubeA)") { $0[.cubeB].pose.position.z = 1 },
    .no("the hand is up without it", "lifted(cubeA)") { $0.eefPose.position.z = 1.5 },
    .no("held by both fingers, still on the table", "lifted(cubeA)") {
      $0.gripper(.cubeA, left: true, right: true)
    },
    .no("above the floor, on a high table", "lifted(cubeA)") {
      $0.tableHeight = 0.95
      $0[.cubeA].pose.position.z = 0.97
    },
    .no("below the table", "lifted(cubeA)") { $0[.cubeA].pose.position.z = 0.7 },
    .no("a height that is no number", "lifted(cubeA)") { $0[.cubeA].pose.position.z = .nan },
    .no("as high as infinitely low", "lifted(cubeA)") { $0[.cubeA].pose.position.z = -.infinity },
    .no("on the table, any height would do", "lifted(cubeA, 0)"),
  ]
}
