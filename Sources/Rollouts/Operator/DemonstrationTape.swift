import Demonstrations
import Geometry
import Tasks

/// What is recorded while an operator works, step by step.
struct DemonstrationTape {
  private(set) var eefPoses: [Pose] = []
  private(set) var targetPoses: [Pose] = []
  private(set) var gripperActions: [Double] = []
  private var objectPoses: [[Pose]]
  private var signals: [[Bool]]
  private let task: TaskDescription

  init(task: TaskDescription) {
    self.task = task
    objectPoses = task.objects.map { _ in [] }
    signals = task.subtasks.compactMap(\.termSignal).map { _ in [] }
  }

  /// One control step: what was observed before it, and what was asked for.
  mutating func record(
    _ state: ObservedState, signals values: [Bool], target: Pose, gripper: Double
  ) {
    eefPoses.append(state.eefPose)
    targetPoses.append(target)
    gripperActions.append(gripper)
    for (index, object) in state.objects.enumerated() { objectPoses[index].append(object.pose) }
    for (index, value) in values.enumerated() { signals[index].append(value) }
  }

  /// The recording as a demonstration of the objects of these names; shapes are left to the task.
  func demonstration(name: String, source: String, objects: [String]) -> Demonstration {
    let names = task.subtasks.compactMap(\.termSignal)
    return Demonstration(
      name: name, robot: task.robot, controlFrequency: task.controlFrequency, eefPoses: eefPoses,
      targetPoses: targetPoses, gripperActions: gripperActions,
      objects: zip(task.objects, objectPoses).filter { objects.contains($0.0.name) }
        .map { .init(name: $0.name, poses: $1) }
        .sorted { $0.name < $1.name },
      signals: zip(names, signals).map { .init(name: $0, values: $1) }.sorted { $0.name < $1.name },
      tableTop: task.tableTop, poseWorldRobotBase: task.poseWorldRobotBase, source: source)
  }
}
