import Demonstrations
import Geometry
import Multiplication
import Testing

/// Where objects will be, without physics.
@Suite struct PredictionTests {
  /// The first object is lifted from frame 32 on, and rests at its place until then.
  private let made = Motions.made { $0.objects[0].poses[31] = $0.objects[0].poses[30] }
  private let scene = [
    Pose(Vector3(0.2, -0.1, 0.82), Quaternion(axis: Vector3(0, 0, 1), angle: 1.2)),
    Pose(Vector3(-0.15, 0.1, 0.82), Quaternion(axis: Vector3(0, 0, 1), angle: -0.4)),
  ]

  private func plans(_ demonstration: Demonstration) throws -> (MotionPlanner, [PlannedSegment]) {
    let motions = try Motions([demonstration])
    return (try motions.planner(), try motions.plans(objects: scene))
  }

  @Test func `an object that no segment moves stays`() throws {
    let (planner, planned) = try plans(made)
    #expect(planner.predictedPose(of: 1, observed: scene[1], after: planned) == scene[1])
    #expect(planner.predictedPose(of: 0, observed: scene[0], after: []) == scene[0])
  }

  @Test func `one that a segment carries moves along with it`() throws {
    // from the second subtask on it is carried: to the demonstration's end, displaced like that segment
    let (planner, planned) = try plans(made)
    let end = planner.predictedPose(of: 0, observed: scene[0], after: planned)
    #expect(end.matches(planned[1].move * made.objects[0].poses[59]))
    #expect((end.position - scene[0].position).length > 0.1)

    // in the first it does not move
    #expect(
      planner.predictedPose(of: 0, observed: scene[0], after: [planned[0]]) == scene[0])
  }

  @Test func `the latest segment that moves it counts, up to its end`() throws {
    // it is pushed by 50 mm in the first subtask, and not touched in the second
    let pushed = Motions.made { demonstration in
      for frame in 0..<60 {
        demonstration.objects[0].poses[frame] = Pose(
          Vector3(0.1, frame < 20 ? 0.02 : 0.07, 0.82))
      }
    }
    let (planner, planned) = try plans(pushed)
    let expected = planned[0].move * pushed.objects[0].poses[31]
    for segments in [planned, [planned[0]]] {
      #expect(
        planner.predictedPose(of: 0, observed: scene[0], after: segments).matches(expected))
    }
    // the push is relative to the object itself: 50 mm along its own y
    let own = scene[0].inverse * expected
    #expect((own.position - Vector3(0, 0.05, 0)).length < 1e-9)
  }

  @Test func `a fall at reset is no move`() throws {
    let dropped = Motions.made { demonstration in
      for frame in 0..<5 {
        demonstration.objects[1].poses[frame].position.z += 0.02 * Double(5 - frame) / 5
      }
    }
    let (planner, planned) = try plans(dropped)
    #expect(planner.predictedPose(of: 1, observed: scene[1], after: planned) == scene[1])
  }
}
