import Episodes
import Multiplication
import Testing

/// Starts of segments that move on their own.
@Suite struct StartOffsetTests {
  /// The sources of both subtasks of many motions, from one demonstration cut at 31 of 60.
  private func sources(
    count: Int = 600, _ set: (inout MotionOptions) -> Void
  ) throws -> [[EpisodeRecipe.Source]] {
    var motions = try Motions([Motions.made()])
    set(&motions.options)
    return try (0..<count).map { motion in
      try motions.plans(motion: motion, objects: Motions.somewhere).map(\.source)
    }
  }

  @Test func `the first subtask starts at any frame of its range, both ends included`() throws {
    let sources = try sources { $0.firstSubtaskStartOffsetRange = [2, 5] }
    let starts = sources.map { $0[0].start }
    for start in 2...5 { #expect((110...190).contains(starts.count { $0 == start })) }
    #expect(starts.allSatisfy { (2...5).contains($0) })
    // nothing else moves
    #expect(sources.allSatisfy { $0[0].end == 31 && $0[1].start == 31 && $0[1].end == 60 })
  }

  @Test func `later starts move over all of their range, and leave the end before them`() throws {
    let sources = try sources { $0.subtaskStartOffsetRange = [-2, 3] }
    let starts = sources.map { $0[1].start - 31 }
    for offset in -2...3 { #expect((65...140).contains(starts.count { $0 == offset })) }
    #expect(starts.allSatisfy { (-2...3).contains($0) })
    #expect(sources.allSatisfy { $0[0].start == 0 && $0[0].end == 31 && $0[1].end == 60 })
  }

  @Test func `a start counts from the end before it, drawn apart`() throws {
    let still = try sources { $0.subtaskTermOffsetRange = [-3, 3] }
    let moved = try sources {
      $0.subtaskTermOffsetRange = [-3, 3]
      $0.subtaskStartOffsetRange = [0, 4]
    }
    // the ends are those that were drawn before
    #expect(still.map { $0.map(\.end) } == moved.map { $0.map(\.end) })
    #expect(still.allSatisfy { $0[0].end == $0[1].start })
    let pairs = moved.map { [$0[0].end, $0[1].start - $0[0].end] }
    #expect(Set(pairs).count == 7 * 5)
  }

  @Test func `the segment follows its frames`() throws {
    let made = Motions.made()
    var motions = try Motions([made])
    motions.options.firstSubtaskStartOffsetRange = [4, 4]
    motions.options.subtaskStartOffsetRange = [6, 6]
    let objects = [made.objects[0].poses[4], made.objects[1].poses[37]]
    let plans = try motions.plans(objects: objects)
    let first = [made.eefPoses[4]] + made.targetPoses[4..<31]
    try #require(plans[0].waypoints.count == first.count)
    #expect(zip(plans[0].waypoints, first).allSatisfy { $0.pose.matches($1) })
    try #require(plans[1].waypoints.count == 23)
    #expect(zip(plans[1].waypoints, made.targetPoses[37...]).allSatisfy { $0.pose.matches($1) })
    #expect(plans[1].waypoints.map(\.gripper) == Array(made.gripperActions[37...]))
  }

  @Test func `no start may leave a segment empty`() throws {
    func refusal(_ set: (inout MotionOptions) -> Void) throws -> SegmentationError? {
      var motions = try Motions([Motions.made()])
      set(&motions.options)
      do {
        _ = try motions.segmented()
        return nil
      } catch { return error as? SegmentationError }
    }
    // the first subtask has 31 frames, the second 29
    #expect(try refusal { $0.firstSubtaskStartOffsetRange = [0, 30] } == nil)
    let first = try #require(try refusal { $0.firstSubtaskStartOffsetRange = [0, 31] })
    #expect(first.option == "first_subtask_start_offset_range")
    #expect(first.reason.contains("subtask grasp is left empty"))
    #expect(try refusal { $0.subtaskStartOffsetRange = [-5, 28] } == nil)
    let second = try #require(try refusal { $0.subtaskStartOffsetRange = [0, 29] })
    #expect(second.option == "subtask_start_offset_range")
    #expect(second.reason.contains("as late as frame 60 and end as early as 60"))

    // both ranges together
    let both = try refusal {
      $0.subtaskStartOffsetRange = [0, 20]
      $0.subtaskTermOffsetRange = [0, 9]
    }
    #expect(both?.option == "subtask_start_offset_range")
    #expect(try refusal { $0.subtaskTermOffsetRange = [0, 9] } == nil)
    let ends = try refusal { $0.subtaskTermOffsetRange = [0, 29] }
    #expect(ends?.option == "subtask_term_offset_range")
  }
}
