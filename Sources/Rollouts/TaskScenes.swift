import Episodes
import Geometry
import Physics
import Robots
import Scenes
import Tasks

/// The scenes of a task as a job with a seed draws them, on a table or in kitchens.
public struct TaskScenes: Sendable {
  private let task: TaskDescription
  private let robot: RobotModel
  private let distribution: ResetDistribution
  private let seed: UInt64
  private let kitchens: KitchenScenes?

  public init(
    task: TaskDescription, robot: RobotModel, distribution: ResetDistribution, seed: UInt64,
    kitchen: KitchenOptions? = nil
  ) {
    self.task = task
    self.robot = robot
    self.distribution = distribution
    self.seed = seed
    kitchens = KitchenScenes(
      task: task, robot: robot, distribution: distribution, seed: seed,
      options: kitchen ?? KitchenOptions())
  }

  /// The scene of an index, with the task as it is there.
  ///
  /// - Throws: `InfeasibleScene` with the reason.
  public func drawn(_ index: Int) throws(InfeasibleScene) -> DrawnScene {
    let result = PhysicsLock.shared.withLock { _ in
      Result { () throws(InfeasibleScene) in try unlocked(index) }
    }
    return try result.get()
  }

  /// The kitchen that a spec describes.
  ///
  /// - Throws: `InfeasibleScene` with the reason, and for a task that is done on a table.
  public func rebuilt(_ spec: KitchenSpec) throws(InfeasibleScene) -> DrawnScene {
    guard let kitchens else {
      throw InfeasibleScene(
        object: "", tries: 0, reason: "\(task.name) is not done in a kitchen")
    }
    let result = PhysicsLock.shared.withLock { _ in
      Result { () throws(InfeasibleScene) in try kitchens.rebuild(spec) }
    }
    return try result.get()
  }

  /// Builds a scene's world and throws it away: what standing ready costs beyond drawing.
  public func stand(_ drawn: DrawnScene) {
    PhysicsLock.shared.withLock { _ in
      let opening = robot.gripper.homeOpening
      let world = RolloutWorld(
        scene: drawn.scene, robot: robot, controlFrequency: drawn.task.controlFrequency,
        start: .init(jointPositions: robot.home, openings: (opening, opening)),
        states: StateMachines(drawn.task.objects))
      _ = world.observe()
    }
  }

  /// As `drawn(_:)`, for whoever holds the physics lock.
  func unlocked(_ index: Int) throws(InfeasibleScene) -> DrawnScene {
    if let kitchens { return try kitchens.draw(index) }
    return DrawnScene(task: task, scene: try task.scene(index, of: distribution, seed: seed))
  }
}
