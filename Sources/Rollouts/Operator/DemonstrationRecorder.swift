import Demonstrations
import Episodes
import Geometry
import Multiplication
import Physics
import Robots
import Scenes
import Tasks

/// Records demonstrations by an operator in the same simulator that multiplies them.
public final class DemonstrationRecorder {
  /// How one try went.
  public struct Attempt: Sendable {
    /// The scene's index.
    public var scene: Int
    public var demonstration: Demonstration?
    public var failure: FailureReason?
    public var subtask: Int?
    public var detail: String?
    /// Where it was, in a kitchen.
    public var kitchen: KitchenSpec?
    /// Control steps that it took.
    public var steps = 0
    /// What happened step by step, in words.
    public var log: [String]
  }

  private let task: TaskDescription
  private let robot: RobotModel
  private let distribution: ResetDistribution
  private let seed: UInt64
  private let manner: OperatorManner
  private let scenes: TaskScenes

  /// A recorder of one task from one reset distribution.
  ///
  /// - Throws: `AttemptSetupError` when the task has no such distribution, or no operator's script.
  public init(
    task: TaskDescription, robot: RobotModel, distribution: String, seed: UInt64,
    manner: OperatorManner = OperatorManner(), kitchen: KitchenOptions? = nil
  ) throws(AttemptSetupError) {
    guard let found = task.distribution(distribution) else {
      let known = task.distributions.map(\.name).joined(separator: ", ")
      throw AttemptSetupError(
        field: "distribution", reason: "must be one of \(known), is \(distribution)")
    }
    for subtask in task.subtasks where subtask.operatorSteps.isEmpty {
      throw AttemptSetupError(
        field: "task", reason: "\(task.name) does not say what an operator does in \(subtask.name)")
    }
    self.task = task
    self.robot = robot
    self.distribution = found
    self.seed = seed
    self.manner = manner
    scenes = TaskScenes(
      task: task, robot: robot, distribution: found, seed: seed, kitchen: kitchen)
  }

  /// The scene of an index.
  ///
  /// - Throws: `InfeasibleScene` with the reason.
  public func scene(_ index: Int) throws(InfeasibleScene) -> DrawnScene { try scenes.drawn(index) }

  /// Tries once, in the scene of an index.
  public func attempt(scene index: Int) -> Attempt {
    do throws(InfeasibleScene) {
      return attempt(scene: index, drawn: try scene(index))
    } catch {
      var attempt = Attempt(scene: index, log: [])
      attempt.failure = .infeasibleScene
      attempt.detail = error.detail
      return attempt
    }
  }

  /// Tries once, in the scene of an index that has been drawn.
  public func attempt(scene index: Int, drawn: DrawnScene) -> Attempt {
    PhysicsLock.shared.withLock { _ in
      var attempt = Attempt(scene: index, log: [])
      attempt.kitchen = drawn.kitchen
      var person = ScriptedOperator(
        task: drawn.task, robot: robot, scene: drawn.scene, manner: manner,
        stream: RandomStream(seed: seed).stream("operator", index))
      let result = person.run()
      attempt.log = person.log
      attempt.steps = person.steps
      if let failure = result.failure {
        attempt.failure = failure.reason
        attempt.subtask = failure.subtask
        attempt.detail = failure.detail
      }
      guard let tape = result.tape else { return attempt }

      // it must be one that can be multiplied
      let demonstration = tape.demonstration(
        name: "demo_\(index)",
        source:
          "scripted operator, \(task.name) \(distribution.name), seed \(seed), scene \(index)",
        objects: task.objects.map(\.name))
      do {
        _ = try SegmentedDemonstration(demonstration, task: task)
        attempt.demonstration = demonstration
      } catch {
        attempt.failure = .notAtGoal
        attempt.detail = "\(error)"
      }
      return attempt
    }
  }
}
