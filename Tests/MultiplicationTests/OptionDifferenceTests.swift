import Episodes
import Geometry
import Multiplication
import Testing

/// What each of MimicGen's own options changes in a plan, and what it leaves.
@Suite struct OptionDifferenceTests {
  private let base: Motions

  init() throws { base = try Motions() }

  /// Plans from the shipped demonstrations, noisy, with a bridge, and with one choice for both subtasks.
  private func plans(_ set: (inout MotionOptions) -> Void = { _ in }) throws -> [PlannedSegment] {
    var motions = base
    motions.options.actionNoise = 0.05
    motions.options.numInterpolationSteps = 5
    motions.options.selectSrcPerSubtask = false
    set(&motions.options)
    return try motions.plans(motion: 3, eef: Motions.eef, objects: Motions.somewhere)
  }

  /// Poses and gripper without noise.
  private func course(_ waypoints: some Sequence<Waypoint>) -> [Waypoint] {
    waypoints.map { Waypoint(pose: $0.pose, gripper: $0.gripper) }
  }

  @Test func `apply_noise_during_interpolation changes the noise of bridges only`() throws {
    for (off, on) in zip(try plans(), try plans { $0.applyNoiseDuringInterpolation = true }) {
      #expect(course(off.waypoints) == course(on.waypoints))
      #expect(off.waypoints[off.bridgeSteps...] == on.waypoints[on.bridgeSteps...])
      #expect(off.waypoints[..<off.bridgeSteps].allSatisfy { $0.positionNoise == .zero })
      #expect(on.waypoints[..<on.bridgeSteps].allSatisfy { $0.positionNoise != .zero })
    }
  }

  @Test func `action_noise changes the noise only, in proportion`() throws {
    for (a, b) in zip(try plans(), try plans { $0.actionNoise = 0.1 }) {
      #expect(course(a.waypoints) == course(b.waypoints))
      for (one, two) in zip(a.waypoints, b.waypoints) {
        #expect((2 * one.positionNoise - two.positionNoise).length < 1e-15)
        #expect((2 * one.rotationNoise - two.rotationNoise).length < 1e-15)
      }
    }
  }

  @Test func `transform_first_robot_pose puts the recorded pose before later segments`() throws {
    let (off, on) = (try plans(), try plans { $0.transformFirstRobotPose = true })
    #expect(off[0].waypoints == on[0].waypoints && off[1].source == on[1].source)
    let recording = base.demonstrations[on[1].source.demonstration]
    let recorded = on[1].move * recording.eefPoses[on[1].source.start]
    #expect(on[1].followed[0].pose.matches(recorded))
    // and then the segment as it is without
    #expect(on[1].waypoints.count == off[1].waypoints.count + 1)
    #expect(course(on[1].followed.dropFirst()) == course(off[1].followed))
  }

  @Test func `interpolate_from_last_target_pose moves the start of later bridges only`() throws {
    let (on, off) = (try plans(), try plans { $0.interpolateFromLastTargetPose = false })
    #expect(on[0].waypoints == off[0].waypoints && on[1].source == off[1].source)
    #expect(on[1].waypoints[5...] == off[1].waypoints[5...])
    // the first intermediate point is a sixth of the way from there
    let last = try #require(on[0].waypoints.last?.pose)
    for (plan, start) in [(on[1], last), (off[1], Motions.eef)] {
      let goal = plan.waypoints[5].pose
      #expect(
        plan.waypoints[0].pose.matches(start.interpolated(to: goal, fraction: 1.0 / 6)))
    }
    #expect(!on[1].waypoints[0].pose.matches(off[1].waypoints[0].pose, within: 1e-3))
  }

  @Test func `num_fixed_steps and num_interpolation_steps lengthen bridges only`() throws {
    let off = try plans()
    let fixed = try plans { $0.numFixedSteps = 8 }
    let longer = try plans { $0.numInterpolationSteps = 13 }
    for plans in [fixed, longer] {
      for (a, b) in zip(off, plans) {
        #expect(b.waypoints.count == a.waypoints.count + 8 && b.bridgeSteps == a.bridgeSteps + 8)
        #expect(course(b.waypoints[b.bridgeSteps...]) == course(a.waypoints[a.bridgeSteps...]))
        #expect(b.source == a.source && b.move == a.move)
      }
    }
    for (a, b) in zip(off, fixed) {
      #expect(course(b.waypoints[..<5]) == course(a.waypoints[..<5]))
      #expect(b.waypoints[5..<14].allSatisfy { $0 == b.waypoints[5] })
    }
  }

  @Test func `select_src_per_subtask leaves the first choice, and lets later ones differ`() throws {
    var others = 0
    for motion in 0..<30 {
      var motions = base
      motions.options.selectSrcPerSubtask = false
      let one = try motions.plans(motion: motion, objects: Motions.somewhere)
      motions.options.selectSrcPerSubtask = true
      let each = try motions.plans(motion: motion, objects: Motions.somewhere)
      #expect(one[0].waypoints == each[0].waypoints)
      #expect(one[0].source.demonstration == one[1].source.demonstration)
      others += each[0].source.demonstration == each[1].source.demonstration ? 0 : 1
    }
    #expect((10...28).contains(others))
  }

  @Test func `weights and nn_k mean nothing to random, and strategies nothing but the source`()
    throws
  {
    let plain = try plans()
    let weighed = try plans {
      $0.posWeight = 9
      $0.rotWeight = 0
      $0.nnK = 1
    }
    #expect(plain.map(\.waypoints) == weighed.map(\.waypoints))

    // with one demonstration there is nothing to choose
    for strategy in SelectionStrategy.allCases {
      var motions = try Motions([base.demonstrations[0]])
      motions.options.selectionStrategy = strategy
      let chosen = try motions.plans(objects: Motions.somewhere).map(\.waypoints)
      motions.options.selectionStrategy = .random
      #expect(try motions.plans(objects: Motions.somewhere).map(\.waypoints) == chosen)
    }
  }

  @Test func `bridge options leave the segment`() throws {
    let off = try plans()
    let on = try plans {
      $0.maxBridgeSpeed = 0.1
      $0.bridgeProfile = .minJerk
    }
    for (a, b) in zip(off, on) {
      #expect(b.bridgeSteps > a.bridgeSteps)
      #expect(course(a.waypoints[a.bridgeSteps...]) == course(b.waypoints[b.bridgeSteps...]))
    }
  }
}
