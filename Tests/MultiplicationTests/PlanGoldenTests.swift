import Episodes
import Geometry
import Multiplication
import Testing

/// Plans whose bits must stay while no newer option is set.
@Suite struct PlanGoldenTests {
  /// A way to set options, and the hash over all plans that were made that way.
  struct Golden: Sendable, CustomTestStringConvertible {
    var name: String
    var hash: String
    var set: @Sendable (inout MotionOptions) -> Void
    var testDescription: String { name }
  }

  private static let goldens: [Golden] = [
    Golden(name: "as shipped", hash: "32829587ce9798c6") { _ in },
    Golden(name: "random, one source", hash: "5f8c484d0f0cd149") {
      $0.selectionStrategy = .random
      $0.selectSrcPerSubtask = false
    },
    Golden(name: "near the hand", hash: "f1ac16da83ae4b4a") {
      $0.selectionStrategy = .nearestNeighborRobotDistance
      $0.posWeight = 3
      $0.nnK = 2
    },
    Golden(name: "long bridges", hash: "a66e3b663842a5ea") {
      $0.numInterpolationSteps = 25
      $0.numFixedSteps = 25
      $0.applyNoiseDuringInterpolation = true
      $0.actionNoise = 0.02
    },
    Golden(name: "recorded poses", hash: "0306f07fa16e1b76") {
      $0.transformFirstRobotPose = true
      $0.interpolateFromLastTargetPose = false
      $0.subtaskTermOffsetRange = [-3, 7]
    },
  ]

  @Test(arguments: goldens)
  func `plans have the golden hash`(golden: Golden) throws {
    var bytes: [Double] = []
    for name in ["stack", "lift"] {
      var motions = try Motions(task: name)
      motions.options = MotionOptions()
      golden.set(&motions.options)
      for motion in 0..<12 {
        let plans = try motions.plans(
          motion: motion, eef: Motions.eef, objects: Motions.somewhere)
        for plan in plans {
          let source = plan.source
          bytes += [source.demonstration, source.start, source.end, plan.bridgeSteps].map(
            Double.init)
          for waypoint in plan.waypoints {
            let (p, q) = (waypoint.pose.position, waypoint.pose.orientation)
            let (a, b) = (waypoint.positionNoise, waypoint.rotationNoise)
            bytes += [p.x, p.y, p.z, q.w, q.x, q.y, q.z, waypoint.gripper]
            bytes += [a.x, a.y, a.z, b.x, b.y, b.z]
          }
        }
      }
    }
    #expect(StateHash(bytes).description == golden.hash)
  }
}
