import Geometry

/// No part of it moves, and what only seems still.
enum AtRestCases {
  static let yes: [PredicateCase] = [
    .yes("still", "at_rest(cubeA)"),
    .yes("slow", "at_rest(cubeA)") { $0[.cubeA].linearVelocity = Vector3(0.03, 0.039, 0) },
    .yes("slow downward", "at_rest(cubeA)") { $0[.cubeA].linearVelocity.z = -0.049 },
    .yes("the solver's tremor", "at_rest(cubeA)") {
      $0[.cubeA].linearVelocity = Vector3(1e-4, -1e-4, 1e-3)
      $0[.cubeA].angularVelocity = Vector3(0.05, -0.05, 0.01)
    },
    .yes("turns slowly", "at_rest(cubeA)") { $0[.cubeA].angularVelocity.z = 1 },
    .yes("under a wider bound", "at_rest(cubeA, 0.5)") { $0[.cubeA].linearVelocity.x = 0.4 },
    .yes("another moves", "at_rest(cubeA)") { $0[.cubeB].linearVelocity.x = 2 },
    .yes("another spins", "at_rest(cubeA)") { $0[.cubeB].angularVelocity.x = 20 },
    .yes("still in the air", "at_rest(ball)") { $0[.ball].pose.position.z = 1.5 },
    .yes("still in a moving hand", "at_rest(cubeA)") { $0.eefPose.position.x += 1 },
    .yes("a place", "at_rest(goal)"),
    .yes("a knob turning slowly", "at_rest(knob)") { $0[.knob].angularVelocity.z = 1 },
  ]

  static let no: [PredicateCase] = [
    .no("exactly at the speed", "at_rest(cubeA, 0.5)") {
      $0[.cubeA].linearVelocity = Vector3(0, 0.3, -0.4)
    },
    .no("a little above it along x", "at_rest(cubeA)") { $0[.cubeA].linearVelocity.x = 0.0501 },
    .no("a little above it backwards", "at_rest(cubeA)") { $0[.cubeA].linearVelocity.y = -0.0501 },
    .no("each component below it, their length above", "at_rest(cubeA)") {
      $0[.cubeA].linearVelocity = Vector3(0.04, 0.04, 0)
    },
    .no("three components below it", "at_rest(cubeA)") {
      $0[.cubeA].linearVelocity = Vector3(0.03, -0.03, 0.03)
    },
    .no("falls", "at_rest(cubeA)") { $0[.cubeA].linearVelocity.z = -0.2 },
    .no("spins about the vertical in place", "at_rest(cubeA)") {
      $0[.cubeA].angularVelocity.z = 3
    },
    .no("spins the other way", "at_rest(cubeA)") { $0[.cubeA].angularVelocity.z = -3 },
    .no("topples about its middle", "at_rest(cubeA)") { $0[.cubeA].angularVelocity.x = 2 },
    .no("a needle turns, its tip fast", "at_rest(needle)") {
      $0[.needle].angularVelocity.z = 1
    },
    .no("a hammer swings about its head", "at_rest(hammer)") {
      $0[.hammer].angularVelocity.y = 0.6
    },
    .no("a plate spins", "at_rest(plate)") { $0[.plate].angularVelocity.z = 0.5 },
    .no("a ball spins in place", "at_rest(ball)") { $0[.ball].angularVelocity.y = 4 },
    .no("a ball rolls", "at_rest(ball)") {
      $0[.ball].linearVelocity.x = 0.04
      $0[.ball].angularVelocity.y = 2
    },
    .no("moves and turns, either by little", "at_rest(cubeA)") {
      $0[.cubeA].linearVelocity.x = 0.03
      $0[.cubeA].angularVelocity.z = 1
    },
    .no("slow, under a narrow bound", "at_rest(cubeA, 0.001)") {
      $0[.cubeA].linearVelocity.x = 0.002
    },
    .no("still, and the bound is zero", "at_rest(cubeA, 0)"),
    .no("thrown up, at its highest point but for a little", "at_rest(cubeA)") {
      $0[.cubeA].linearVelocity.z = 0.051
    },
    .no("the others rest", "at_rest(cubeB)") { $0[.cubeB].linearVelocity.x = 1 },
    .no("a drawer slides", "at_rest(drawer)") { $0[.drawer].linearVelocity.x = 0.1 },
    .no("a lid falls shut", "at_rest(lid)") { $0[.lid].angularVelocity.y = -1 },
    .no("a speed that is no number", "at_rest(cubeA)") { $0[.cubeA].linearVelocity.y = .nan },
    .no("a spin that is no number", "at_rest(cubeA)") { $0[.cubeA].angularVelocity.y = .nan },
  ]
}
