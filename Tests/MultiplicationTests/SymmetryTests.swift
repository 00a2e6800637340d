import Demonstrations
import Geometry
import Multiplication
import Testing

/// Objects that look the same after a part of a turn.
@Suite struct SymmetryTests {
  private let demonstration = Motions.made()

  /// A turn about the vertical.
  private func turn(_ angle: Double) -> Pose {
    Pose(.zero, Quaternion(axis: Vector3(0, 0, 1), angle: angle))
  }

  /// The first subtask's plan for an object of some symmetry, turned by an angle where it stood.
  private func plan(symmetry: Int, angle: Double, eef: Pose) throws -> PlannedSegment {
    var motions = try Motions([demonstration])
    motions.task.objects[0].zSymmetry = symmetry
    var planner = try motions.planner()
    let object = demonstration.objects[0].poses[0] * turn(angle)
    return planner.plan(subtask: 0, eef: eef, object: object, lastTarget: nil)
  }

  @Test(arguments: [1, 2, 3, 4, 6])
  func `the wrist turns as little as the symmetry allows`(symmetry: Int) throws {
    let reference = demonstration.objects[0].poses[0]
    for degrees in stride(from: 1.0, to: 360, by: 7.3) {
      let angle = degrees * .pi / 180
      let eef = demonstration.eefPoses[0]
      let plan = try plan(symmetry: symmetry, angle: angle, eef: eef)

      // what is left of the object's turn after whole parts of it
      let part = 2 * Double.pi / Double(symmetry)
      let left = angle - part * (angle / part).rounded()
      let wrist = plan.waypoints[0].pose.orientation * eef.orientation.conjugate
      #expect((wrist.angle - left.magnitude).magnitude < 1e-9)

      // and the whole segment goes with it
      let move = reference * turn(left) * reference.inverse
      let expected = [eef] + demonstration.targetPoses[..<31]
      #expect(zip(plan.waypoints, expected).allSatisfy { $0.pose.matches(move * $1) })
    }
  }

  @Test func `least is counted from where the hand is now`() throws {
    // the object has not turned, but the hand has, by a good quarter
    let start = demonstration.eefPoses[0]
    let hand = Pose(start.position, turn(1.7).orientation * start.orientation)
    let square = try plan(symmetry: 4, angle: 0, eef: hand).waypoints[0].pose
    #expect(
      ((square.orientation * hand.orientation.conjugate).angle - (1.7 - .pi / 2)).magnitude < 1e-9)
    let single = try plan(symmetry: 1, angle: 0, eef: hand).waypoints[0].pose
    #expect(single.matches(start))
  }

  @Test func `the shipped cube to lift has four equal sides`() throws {
    let motions = try Motions(task: "lift")
    #expect(motions.parameters.zSymmetries == [4])
    let hand = motions.demonstrations[0].eefPoses[0]
    for step in 0..<36 {
      var planner = try motions.planner()
      let object = Pose(Vector3(0, 0, 0.82), turn(Double(step) * .pi / 18).orientation)
      let plan = planner.plan(subtask: 0, eef: hand, object: object, lastTarget: nil)
      let wrist = plan.waypoints[0].pose.orientation * hand.orientation.conjugate
      #expect(wrist.angle < 50 * .pi / 180)
    }
  }
}
