import Demonstrations
import Episodes
import Geometry
import Multiplication
import Tasks
import TestSupport
import Testing

/// A task with demonstrations, ready to plan motions from: quiet and without jitter unless changed.
struct Motions {
  var task: TaskDescription
  var demonstrations: [Demonstration]
  var options: MotionOptions

  /// The shipped stacking task, with demonstrations made for it or the shipped ones.
  init(_ demonstrations: [Demonstration]? = nil, task name: String = "stack") throws {
    task = try Self.task(name)
    self.demonstrations = try demonstrations ?? Self.shipped(name)
    options = MotionOptions()
    options.actionNoise = 0
    options.subtaskTermOffsetRange = [0, 0]
    options.numInterpolationSteps = 0
    options.selectionStrategy = .random
  }

  /// A shipped task.
  static func task(_ name: String) throws -> TaskDescription {
    try #require(try library.get().task(named: name))
  }

  /// The shipped tasks, read once for all tests.
  private static let library = Result {
    try TaskLibrary(folder: Repository.root.appendingPathComponent("Scenes/tasks").path)
  }

  /// The shipped demonstrations of a task.
  static func shipped(_ task: String) throws -> [Demonstration] {
    let file = task == "lift" ? "lift_human.hdf5" : "stack_robosuite.hdf5"
    return try DemonstrationDecoder.decode(path: Repository.demo(file))
  }

  /// A demonstration of stacking that is made up: every frame has a gripper value of its own.
  ///
  /// Both objects stand where they are until the grasp at half its frames.
  static func made(
    frames: Int = 60, cubeA: Pose? = nil, change: (inout Demonstration) -> Void = { _ in }
  ) -> Demonstration {
    var made = SampleDemonstration.make(frames: frames)
    made.objects[0].name = "cubeA"
    made.objects[1].name = "cubeB"
    made.gripperActions = (0..<frames).map { Double($0) / Double(frames) }
    if let cubeA {
      for frame in 0...(frames / 2) { made.objects[0].poses[frame] = cubeA }
    }
    change(&made)
    return made
  }

  /// The task with the options' jitter, which segmentation has to know of.
  var parameters: MotionParameters { MotionParameters(task: task, options: options) }

  /// The demonstrations, cut.
  func segmented() throws -> [SegmentedDemonstration] {
    var widened = task
    widened.subtasks = parameters.subtasks
    return try demonstrations.map { try SegmentedDemonstration($0, task: widened) }
  }

  /// The planner of one motion.
  func planner(motion: Int = 0, seed: UInt64 = 1) throws -> MotionPlanner {
    MotionPlanner(
      parameters: parameters, demonstrations: try segmented(),
      stream: RandomStream(seed: seed).stream("scene", 0).stream("motion", motion))
  }

  /// The first subtask's plan, and then the second's, with the objects where they are told to be.
  func plans(
    motion: Int = 0, seed: UInt64 = 1, eef: Pose = .identity, objects: [Pose]
  ) throws -> [PlannedSegment] {
    var planner = try planner(motion: motion, seed: seed)
    var plans: [PlannedSegment] = []
    for (index, subtask) in task.subtasks.enumerated() {
      plans.append(
        planner.plan(
          subtask: index, eef: eef, object: subtask.objectRef.map { objects[$0] },
          lastTarget: plans.last?.waypoints.last?.pose))
    }
    return plans
  }

  /// Poses of both objects, when nothing else is of interest.
  static let somewhere = [Pose(Vector3(0.1, 0.05, 0.82)), Pose(Vector3(-0.1, 0.02, 0.82))]

  /// Where an arm may be.
  static let eef = Pose(
    Vector3(0.02, -0.1, 1), Quaternion(axis: Vector3(1, 0, 0), angle: .pi))
}

extension Pose {
  /// Whether another pose is the same but for rounding errors.
  func matches(_ other: Pose, within tolerance: Double = 1e-9) -> Bool {
    (position - other.position).length < tolerance
      && (orientation * other.orientation.conjugate).angle < tolerance
  }

  /// A pose drawn at random, any way up.
  static func random(_ random: inout RandomStream) -> Pose {
    let x = random.uniform(-1, 1)
    let y = random.uniform(-1, 1)
    let z = random.uniform(-1, 1)
    let turn = Vector3(random.normal(), random.normal(), random.normal())
    return Pose(Vector3(x, y, z), Quaternion(rotationVector: turn))
  }
}

extension PlannedSegment {
  /// The waypoints that follow the demonstration: the first target, and all after the bridge.
  var followed: [Waypoint] { Array(waypoints[(bridgeSteps - 1)...]) }
}
