import Demonstrations
import Geometry
import Multiplication
import Tasks
import Testing

/// Demonstrations cut at the rises of their signals, or refused with the reason.
@Suite struct SegmentedDemonstrationTests {
  private let stack: TaskDescription

  init() throws { stack = try Motions.task("stack") }

  /// The stacking task with a subtask between its two, that ends at a signal called `carry`.
  private func threeParts() throws -> TaskDescription {
    var task = stack
    var middle = task.subtasks[0]
    middle.name = "carry"
    middle.termSignal = "carry"
    task.subtasks.insert(middle, at: 1)
    for index in task.subtasks.indices { task.subtasks[index].termOffsetRange = 0...0 }
    return task
  }

  /// A made-up demonstration of 60 frames, its signals true in the given frames.
  private func made(grasp: [Range<Int>], carry: [Range<Int>]? = nil) -> Demonstration {
    func signal(_ name: String, _ ranges: [Range<Int>]) -> Demonstration.Signal {
      .init(name: name, values: (0..<60).map { frame in ranges.contains { $0.contains(frame) } })
    }
    return Motions.made { demonstration in
      demonstration.signals = (carry.map { [signal("carry", $0)] } ?? []) + [signal("grasp", grasp)]
    }
  }

  /// What segmentation has to say against a demonstration.
  private func refusal(_ demonstration: Demonstration, _ task: TaskDescription) throws
    -> SegmentationError
  {
    try #require(throws: SegmentationError.self) {
      try SegmentedDemonstration(demonstration, task: task)
    }
  }

  @Test(arguments: [("stack", [35, 41, 40]), ("lift", [469, 497])])
  func `the shipped ones end one frame after the first rise, and with the last frame`(
    name: String, ends: [Int]
  ) throws {
    let task = try Motions.task(name)
    let demonstrations = try Motions.shipped(name)
    #expect(demonstrations.count == ends.count)
    for (demonstration, end) in zip(demonstrations, ends) {
      let cut = try SegmentedDemonstration(demonstration, task: task)
      #expect(cut.subtaskEnds == [end, demonstration.frames])
      #expect(cut.subtaskLengths == [end, demonstration.frames - end])

      // the frame before the end is the first in which the signal is true
      let signal = try #require(demonstration.signal("grasp"))
      #expect(signal.values.firstIndex(of: true) == end - 1)
    }
  }

  @Test func `only the first rise counts, and a signal that starts true must fall first`() throws {
    var task = stack
    task.subtasks[0].termOffsetRange = 0...0
    let twice = try SegmentedDemonstration(made(grasp: [20..<25, 40..<60]), task: task)
    #expect(twice.subtaskEnds == [21, 60])
    let already = try SegmentedDemonstration(made(grasp: [0..<10, 30..<60]), task: task)
    #expect(already.subtaskEnds == [31, 60])
  }

  @Test func `a later signal is looked for from where the subtask before ended`() throws {
    let task = try threeParts()
    // it rose before, and again after
    let again = made(grasp: [20..<60], carry: [10..<15, 40..<60])
    #expect(try SegmentedDemonstration(again, task: task).subtaskEnds == [21, 41, 60])

    // it rises in the very first frame of its subtask
    let atOnce = made(grasp: [20..<60], carry: [21..<60])
    #expect(try SegmentedDemonstration(atOnce, task: task).subtaskEnds == [21, 22, 60])
  }

  @Test func `a last subtask runs to the end, whatever its signal`() throws {
    var task = try threeParts()
    task.subtasks.removeLast()
    let cut = try SegmentedDemonstration(made(grasp: [20..<60], carry: [40..<60]), task: task)
    #expect(cut.subtaskEnds == [21, 60])
  }

  @Test func `a missing signal is named`() throws {
    let error = try refusal(Motions.made { $0.signals = [] }, stack)
    #expect(error.field == "subtask_term_signals/grasp")
    #expect(error.reason == "the task needs this signal")
    #expect("\(error)" == "subtask_term_signals/grasp: the task needs this signal")
  }

  @Test(arguments: [[], [0..<60], [0..<30]])
  func `a signal that never rises is named`(grasp: [Range<Int>]) throws {
    let error = try refusal(made(grasp: grasp), stack)
    #expect(error.field == "subtask_term_signals/grasp")
    #expect(error.reason == "never rises from 0 to 1")
  }

  @Test(arguments: [[10..<60], [20..<60], [10..<15]])
  func `a later signal that rose too early is named`(carry: [Range<Int>]) throws {
    let error = try refusal(made(grasp: [20..<60], carry: carry), try threeParts())
    #expect(error.field == "subtask_term_signals/carry")
    #expect(error.reason == "never rises from 0 to 1 after frame 21")
  }

  @Test func `a signal in the last frame leaves the subtask after it empty`() throws {
    var task = stack
    task.subtasks[0].termOffsetRange = 0...0
    let error = try refusal(made(grasp: [59..<60]), task)
    #expect(error.field == "subtask_term_signals/grasp")
    #expect(error.reason.contains("subtask place is left empty"))
    let before = try SegmentedDemonstration(made(grasp: [58..<60]), task: task)
    #expect(before.subtaskLengths == [59, 1])
  }

  @Test func `jitter may leave one frame of a subtask, but not none`() throws {
    func cut(_ range: ClosedRange<Int>, _ demonstration: Demonstration, _ task: TaskDescription)
      throws
    {
      var task = task
      task.subtasks[0].termOffsetRange = range
      _ = try SegmentedDemonstration(demonstration, task: task)
    }
    // the first of two subtasks ends at 21, the last at 60
    let two = made(grasp: [20..<60])
    try cut(-20...38, two, stack)
    #expect(throws: SegmentationError.self) { try cut(-21...0, two, stack) }
    let late = try #require(throws: SegmentationError.self) { try cut(0...39, two, stack) }
    #expect(late.field == "subtask_term_signals/grasp")
    #expect(late.reason.contains("subtask_term_offset_range"))
    #expect(late.reason.contains("as late as frame 60 and end as early as 60"))

    // between two boundaries, both ranges count
    var three = try threeParts()
    three.subtasks[1].termOffsetRange = -5...5
    let middle = made(grasp: [20..<60], carry: [40..<60])
    try cut(0...14, middle, three)
    let error = try #require(throws: SegmentationError.self) { try cut(0...15, middle, three) }
    #expect(error.field == "subtask_term_signals/grasp")
    #expect(error.reason.contains("subtask carry is left empty"))
  }

  @Test func `another robot, rate or object is named`() throws {
    let robot = try refusal(Motions.made { $0.robot = "sawyer" }, stack)
    #expect(robot.field == "robot" && robot.reason == "is sawyer; the task is for panda")
    let rate = try refusal(Motions.made { $0.controlFrequency = 30 }, stack)
    #expect(rate.field == "control_frequency")
    #expect(rate.reason == "is 30.0 Hz; the task runs at 20.0 Hz")
    let object = try refusal(Motions.made { $0.objects[1].name = "cubeC" }, stack)
    #expect(object.field == "object_poses/cubeB")
    #expect(object.reason == "the task stack needs this object")
  }
}
