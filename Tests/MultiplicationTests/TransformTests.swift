import Demonstrations
import Episodes
import Geometry
import Multiplication
import Tasks
import Testing

/// Segments carried along with their objects.
@Suite struct TransformTests {
  /// The poses that both objects of a made-up demonstration have when its subtasks start.
  private func references(_ demonstration: Demonstration, end: Int) -> [Pose] {
    [demonstration.objects[0].poses[0], demonstration.objects[1].poses[end]]
  }

  @Test(arguments: [false, true])
  func `with the objects unmoved, the targets are the recorded ones`(withPose: Bool) throws {
    let made = Motions.made()
    var motions = try Motions([made])
    motions.options.transformFirstRobotPose = withPose
    let end = try motions.segmented()[0].subtaskEnds[0]
    let plans = try motions.plans(objects: references(made, end: end))
    #expect(end == 31 && plans.map(\.bridgeSteps) == [1, 1])

    // the first subtask starts from the recorded pose, later ones where that is asked for
    let first = [made.eefPoses[0]] + made.targetPoses[0..<end]
    let second = (withPose ? [made.eefPoses[end]] : []) + made.targetPoses[end...]
    for (plan, expected) in zip(plans, [first, second]) {
      try #require(plan.waypoints.count == expected.count)
      #expect(zip(plan.waypoints, expected).allSatisfy { $0.pose.matches($1) })
    }
    #expect(plans[0].source == .init(demonstration: 0, start: 0, end: end))
    #expect(plans[1].source == .init(demonstration: 0, start: end, end: 60))
  }

  @Test func `so they are with shipped demonstrations`() throws {
    for shipped in try Motions.shipped("stack") {
      let motions = try Motions([shipped])
      let end = try motions.segmented()[0].subtaskEnds[0]
      // the first object has come to rest within a few frames, the second long before
      let rested = try (1..<20).filter { frame in
        let objects = [shipped.objects[0].poses[frame], shipped.objects[1].poses[end]]
        let plans = try motions.plans(objects: objects)
        #expect(
          zip(plans[1].waypoints, shipped.targetPoses[end...]).allSatisfy { $0.pose.matches($1) })
        return zip(plans[0].waypoints.dropFirst(), shipped.targetPoses)
          .allSatisfy { $0.pose.matches($1) }
      }
      #expect(rested == [4])
    }
  }

  @Test(arguments: ["stack", "lift"])
  func `an object's move moves every waypoint by as much`(name: String) throws {
    var motions = try Motions(task: name)
    motions.options.selectSrcPerSubtask = true
    for index in motions.task.objects.indices { motions.task.objects[index].zSymmetry = 1 }
    let objects = motions.demonstrations[0].objects.map { $0.poses[30] }
    var random = RandomStream(seed: 11)
    for motion in 0..<20 {
      let still = try motions.plans(motion: motion, objects: objects)
      let move = Pose.random(&random)
      let moved = try motions.plans(motion: motion, objects: objects.map { move * $0 })
      for (a, b) in zip(still, moved) {
        #expect(a.source == b.source && a.waypoints.count == b.waypoints.count)
        for (old, new) in zip(a.waypoints, b.waypoints) {
          #expect(new.pose.matches(move * old.pose))
          #expect(new.gripper == old.gripper)
        }
      }
    }
  }

  @Test func `each subtask follows its own object`() throws {
    let made = Motions.made()
    let motions = try Motions([made])
    var objects = references(made, end: 31)
    let still = try motions.plans(objects: objects)
    objects[1].position.x += 0.1
    let moved = try motions.plans(objects: objects)
    #expect(still[0].waypoints == moved[0].waypoints)
    let shift = moved[1].waypoints[5].pose.position - still[1].waypoints[5].pose.position
    #expect((shift - Vector3(0.1, 0, 0)).length < 1e-12)
  }

  @Test(arguments: [false, true])
  func `the gripper acts with its own target, in every subtask`(withPose: Bool) throws {
    let made = Motions.made()
    for (interpolation, fixed) in [(0, 0), (5, 0), (3, 4)] {
      var motions = try Motions([made])
      motions.options.transformFirstRobotPose = withPose
      motions.options.numInterpolationSteps = interpolation
      motions.options.numFixedSteps = fixed
      let plans = try motions.plans(objects: references(made, end: 31))
      for (subtask, plan) in plans.enumerated() {
        // bridge and first target have the gripper of the segment's first frame
        let start = plan.source.start
        let lead = plan.waypoints[..<plan.bridgeSteps].map(\.gripper)
        #expect(lead.allSatisfy { $0 == made.gripperActions[start] })

        // a recorded pose before the first target takes that frame's gripper, too
        let skipped = subtask == 0 || withPose ? 0 : 1
        let rest = plan.waypoints[plan.bridgeSteps...]
        let frames = (start + skipped)..<plan.source.end
        try #require(rest.count == frames.count)
        for (waypoint, frame) in zip(rest, frames) {
          #expect(waypoint.gripper == made.gripperActions[frame])
          #expect(waypoint.pose.matches(made.targetPoses[frame]))
        }
      }
    }
  }

  @Test func `with shipped demonstrations, too, the gripper closes at its target`() throws {
    let shipped = try Motions.shipped("stack")[1]
    let motions = try Motions([shipped])
    let end = try motions.segmented()[0].subtaskEnds[0]
    let plans = try motions.plans(objects: shipped.objects.map { $0.poses[end] })
    #expect(
      plans[0].waypoints.map(\.gripper) == [shipped.gripperActions[0]]
        + shipped.gripperActions[..<end])
    #expect(plans[1].waypoints.map(\.gripper) == Array(shipped.gripperActions[end...]))
  }

  // MARK: Objects that fall at reset

  /// A demonstration whose first object starts 10 mm up, and falls onto the table in so many frames.
  private func dropped(frames: Int = 60, falling: Int) -> Demonstration {
    Motions.made(frames: frames) { demonstration in
      for frame in 0..<falling {
        let height = 0.01 * Double(falling - frame) / Double(falling)
        demonstration.objects[0].poses[frame].position.z += height
      }
    }
  }

  @Test(arguments: [1, 3, 10])
  func `an object that falls at first counts where it rests`(falling: Int) throws {
    let made = dropped(falling: falling)
    let rest = made.objects[0].poses[falling]
    #expect((made.objects[0].poses[0].position.z - rest.position.z - 0.01).magnitude < 1e-12)
    let motions = try Motions([made])
    let plan = try motions.plans(objects: [rest, .identity])[0]

    // an object at rest in the scene gets the very targets that were recorded, not 10 mm lower ones
    let expected = [made.eefPoses[0]] + made.targetPoses[..<31]
    #expect(zip(plan.waypoints, expected).allSatisfy { $0.pose.matches($1) })
  }

  @Test func `an object that moves later counts where it is when its subtask starts`() throws {
    // the second object is pushed 50 mm along y in frame 20, well before its subtask
    let made = Motions.made { demonstration in
      for frame in 20..<60 { demonstration.objects[1].poses[frame].position.y += 0.05 }
    }
    let motions = try Motions([made])
    let plan = try motions.plans(objects: [.identity, made.objects[1].poses[31]])[1]
    #expect(zip(plan.waypoints, made.targetPoses[31...]).allSatisfy { $0.pose.matches($1) })
  }

  @Test func `an object that never rests counts where it starts`() throws {
    let made = Motions.made { demonstration in
      for frame in 0..<60 {
        demonstration.objects[0].poses[frame].position.x += 0.002 * Double(frame)
      }
    }
    let motions = try Motions([made])
    let plan = try motions.plans(objects: [made.objects[0].poses[0], .identity])[0]
    #expect(zip(plan.waypoints.dropFirst(), made.targetPoses).allSatisfy { $0.pose.matches($1) })
  }
}
