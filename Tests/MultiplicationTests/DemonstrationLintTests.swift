import Demonstrations
import Geometry
import Multiplication
import Tasks
import Testing

/// One crafted demonstration for each code that has exactly that fault, and clean ones that have none.
@Suite struct DemonstrationLintTests {
  /// Frames of the crafted demonstrations; the grasp is in the middle, the release near the end.
  static let frames = 120
  static let grasp = 60
  static let release = 110

  private let stack: TaskDescription

  init() throws { stack = try Motions.task("stack") }

  /// How far a movement between two frames has come at a frame: 0 to 1, at rest at both ends.
  private static func progress(_ frame: Int, from start: Int, to end: Int) -> Double {
    let share = min(1, max(0, Double(frame - start) / Double(end - start)))
    return share * share * (3 - 2 * share)
  }

  /// A clean demonstration of stacking: down to a cube, closed, over to the other, open.
  ///
  /// The hand creeps wherever it waits, as a person's does.
  static func clean(
    name: String = "demo_0", _ change: (inout Demonstration) -> Void = { _ in }
  ) -> Demonstration {
    let down = Quaternion(axis: Vector3(1, 0, 0), angle: .pi)
    func eef(_ frame: Int) -> Pose {
      let fall = progress(frame, from: 0, to: grasp - 5)
      let carry = progress(frame, from: grasp + 8, to: release - 5)
      let lift = progress(frame, from: grasp + 8, to: 85) - progress(frame, from: 85, to: 105)
      let creep = 0.000_4 * Double(frame)
      return Pose(
        Vector3(0.1 - 0.15 * carry + creep, 0.02, 0.95 - 0.13 * fall + 0.1 * lift), down)
    }
    var made = Motions.made(frames: frames)
    made.name = name
    made.eefPoses = (0..<frames).map(eef)
    made.targetPoses = (0..<frames).map { eef($0 + 2) }
    made.gripperActions = (0..<frames).map { (grasp..<release).contains($0) ? 1 : -1 }

    // the red cube is carried, the green one stays
    let start = eef(grasp).position
    made.objects[0].poses = (0..<frames).map { frame in
      Pose(eef(min(max(frame, grasp), release)).position - start + Vector3(0.1, 0.02, 0.82))
    }
    made.objects[1].poses = (0..<frames).map { _ in Pose(Vector3(-0.05, 0.02, 0.825)) }
    made.signals = [.init(name: "grasp", values: (0..<frames).map { $0 >= grasp + 4 })]
    change(&made)
    return made
  }

  private func findings(
    _ demonstrations: [Demonstration], task: TaskDescription? = nil
  ) throws -> [[LintFinding]] {
    let task = task ?? stack
    let segmented = try demonstrations.map { try SegmentedDemonstration($0, task: task) }
    return DemonstrationLint(segmented, task: task).findings()
  }

  /// The only finding in a demonstration, which stands alone.
  private func only(
    _ demonstration: Demonstration, task: TaskDescription? = nil
  ) throws -> LintFinding {
    let found = try findings([demonstration], task: task)[0]
    try #require(found.count == 1, "\(found)")
    #expect(found[0].demonstration == demonstration.name)
    return found[0]
  }

  @Test func `a clean demonstration has no finding, alone and among its like`() throws {
    #expect(try findings([Self.clean()]) == [[]])
    let many = (0..<4).map { Self.clean(name: "demo_\($0)") }
    #expect(try findings(many) == [[], [], [], []])
  }

  @Test func `a hand that keeps still for more than a second is idle`() throws {
    // frames 20 to 45 are held, and what follows is made up for slowly
    func held(_ frames: Int) -> Demonstration {
      Self.clean { made in
        let whole = made.eefPoses
        for frame in 20..<Self.grasp {
          let late = max(20, frame - frames)
          let pose = frame <= 20 + frames ? whole[20] : whole[late]
          let rest = Self.progress(frame, from: 20 + frames, to: Self.grasp)
          made.eefPoses[frame] = pose.interpolated(to: whole[frame], fraction: rest)
        }
        made.targetPoses = made.eefPoses
      }
    }
    let finding = try only(held(25))
    #expect(finding.code == .idleStretch && finding.severity == .note)
    #expect(finding.subtask == "grasp" && finding.frames[0] <= 20 && finding.frames[1] >= 45)
    #expect(finding.message.hasPrefix("the hand keeps still for 1.") == true, "\(finding)")
    #expect(try findings([held(12)]) == [[]])
  }

  @Test func `an order unlike the siblings' is told of the odd one only`() throws {
    let odd = Self.clean(name: "odd") { made in
      // the green cube is pushed aside first
      for frame in 30..<Self.frames {
        let way = 0.03 * Self.progress(frame, from: 30, to: 45)
        made.objects[1].poses[frame].position.y += way
      }
    }
    let others = (0..<2).map { index in
      Self.clean(name: "demo_\(index)") { made in
        // the green cube gives way at the end
        for frame in 100..<Self.frames {
          made.objects[1].poses[frame].position.y += 0.03 * Self.progress(frame, from: 100, to: 112)
        }
      }
    }
    let found = try findings(others + [odd])
    #expect(found[0].isEmpty && found[1].isEmpty)
    #expect(found[2].map(\.code) == [.orderDiffers])
    let message = try #require(found[2].first?.message)
    #expect(
      message
        == "the first move of cubeB comes before the first move of cubeA, but after it in 2 of 2 "
        + "siblings")

    // with one sibling nobody knows which of the two is odd
    #expect(try findings([others[0], odd]) == [[], []])
  }

  @Test func `signals in another order are told, too`() throws {
    var task = stack
    task.subtasks[1].termSignal = "place"
    func made(_ name: String, place: [Range<Int>]) -> Demonstration {
      Self.clean(name: name) { made in
        let values = (0..<Self.frames).map { frame in place.contains { $0.contains(frame) } }
        made.signals.append(.init(name: "place", values: values))
      }
    }
    let found = try findings(
      [
        made("a", place: [100..<120]), made("b", place: [20..<30, 100..<120]),
        made("c", place: [101..<120]),
      ], task: task)

    // what rises too early must rise again later, and that is told, too
    #expect(found.map { $0.map(\.code) } == [[], [.orderDiffers, .missingEdge], []])
    #expect(found[1].first?.frames == [20, Self.grasp + 4])
  }

  @Test(arguments: [
    ([0..<3, 64..<120], "the signal grasp is 1 from the first frame on"),
    ([30..<40, 64..<120], "the signal grasp rises 2 times"),
  ])
  func `a signal with not exactly one rise is told`(high: [Range<Int>], message: String) throws {
    let finding = try only(
      Self.clean { made in
        made.signals[0].values = (0..<Self.frames).map { frame in
          high.contains { $0.contains(frame) }
        }
      })
    #expect(finding.code == .missingEdge && finding.message == message)
  }

  @Test func `a refusal has the word of the lint`() throws {
    let flat = Self.clean { $0.signals[0].values = Array(repeating: false, count: Self.frames) }
    let none = Self.clean { $0.signals = [] }
    for demonstration in [flat, none] {
      let error = try #require(throws: SegmentationError.self) { try findings([demonstration]) }
      #expect(DemonstrationLint.code(of: error) == .missingEdge)
    }
    let empty = try #require(throws: SegmentationError.self) {
      try findings([
        Self.clean { $0.signals[0].values = (0..<120).map { $0 >= 118 } }
      ])
    }
    #expect(DemonstrationLint.code(of: empty) == .segmentTooShort)
    #expect(DemonstrationLint.code(of: SegmentationError(field: "robot", reason: "")) == nil)
  }

  @Test func `a subtask of a few frames is told, as it is or when jittered`() throws {
    func cut(_ frame: Int, _ range: ClosedRange<Int>) throws -> [LintFinding] {
      var task = stack
      task.subtasks[0].termOffsetRange = range
      return try findings(
        [
          Self.clean { made in
            made.signals[0].values = (0..<Self.frames).map { $0 >= frame }
          }
        ], task: task)[0]
    }
    #expect(try cut(109, 0...0).isEmpty)
    let short = try cut(110, 0...0)
    #expect(short.map(\.code) == [.segmentTooShort] && short[0].subtask == "place")
    #expect(short[0].message == "subtask place has only 9 frames")
    #expect(short[0].frames == [111, 119])

    let jittered = try cut(100, 0...17)
    #expect(jittered.map(\.code) == [.segmentTooShort])
    #expect(jittered[0].message.contains("and only 2 when its boundaries move") == true)
    #expect(try cut(100, 0...16).isEmpty)
  }

  @Test(arguments: [(0.04, true), (0.06, false)])
  func `a hand that moves while the gripper closes is told`(speed: Double, isFine: Bool) throws {
    // sideways from before the grasp on, and back slowly
    let moving = Self.clean { made in
      for frame in Self.grasp..<Self.frames {
        let way = speed / 20 * Double(min(frame - Self.grasp, 6))
        made.eefPoses[frame].position.y += way
        made.targetPoses[frame].position.y += way
      }
    }
    guard !isFine else {
      #expect(try findings([moving]) == [[]])
      return
    }
    let finding = try only(moving)
    #expect(finding.code == .gripperMovingWhileClosing && finding.frames == [60, 63])
    #expect(finding.message.contains("cm/s while the gripper closes") == true)
  }

  @Test func `opening counts as closing does`() throws {
    let moving = Self.clean { made in
      for frame in Self.release..<Self.frames {
        made.eefPoses[frame].position.z += 0.004 * Double(frame - Self.release)
        made.targetPoses[frame].position.z += 0.004 * Double(frame - Self.release)
      }
    }
    let finding = try only(moving)
    #expect(finding.code == .gripperMovingWhileClosing && finding.frames == [110, 113])
    #expect(finding.message.hasSuffix("while the gripper opens") == true)
  }

  @Test func `targets that no action can ask for are told, once`() throws {
    func ahead(_ way: Vector3, _ frames: [Int]) -> Demonstration {
      Self.clean { made in
        for frame in frames {
          made.targetPoses[frame] = made.eefPoses[frame]
          made.targetPoses[frame].position += way
        }
      }
    }
    // a full action along two axes is further than 5 cm, and can be said
    #expect(try findings([ahead(Vector3(0.05, 0.05, 0), [30])]) == [[]])
    let finding = try only(ahead(Vector3(0, 0, -0.06), [30, 31, 38]))
    #expect(finding.code == .targetFarFromEef && finding.frames == [30, 38])
    #expect(
      finding.message
        == "in 3 frames the target is further from the hand than an action can say, by up to 6.0 cm "
        + "along an axis")
  }

  @Test func `an object that is suddenly elsewhere is told`() throws {
    func jump(_ way: Double) -> Demonstration {
      Self.clean { made in
        for frame in 90..<Self.frames { made.objects[1].poses[frame].position.x -= way }
      }
    }
    let finding = try only(jump(0.06))
    #expect(finding.code == .objectJump && finding.frames == [90, 90])
    #expect(finding.subtask == "place" && finding.message == "cubeB moves 6.0 cm in one frame")
    #expect(try findings([jump(0.04)]) == [[]])
  }

  @Test(arguments: ["stack", "lift"])
  func `what the shipped ones get is known`(name: String) throws {
    let found = try findings(try Motions.shipped(name), task: try Motions.task(name))
    let codes = found.map { Set($0.map(\.code.rawValue)).sorted() }

    // the stacking ones are scripted; a person drove the lifting ones, with pauses of 1.1 to 2.5 s and
    // with actions of 3.75, which the controller cuts off at 1
    let person = ["idle_stretch", "target_far_from_eef"]
    #expect(codes == (name == "stack" ? [[], [], []] : [person, person]))
    guard name == "lift" else { return }
    #expect(found.map { $0.filter { $0.code == .idleStretch }.count } == [4, 4])
    let far = found.compactMap { $0.first { $0.code == .targetFarFromEef } }
    #expect(far.allSatisfy { $0.message.contains("by up to 18.8 cm") })
  }
}
