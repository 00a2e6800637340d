import Catalog
import Datasets
import Demonstrations
import Foundation
import Geometry
import Multiplication
import Rollouts
import Scenes
import Tasks

extension Worker {
  /// Draws a scene for a policy.
  func reset(_ order: SessionOrder) throws {
    guard let task = try tasks.task(named: order.task),
      let robot = robots.robot(named: task.robot),
      let distribution = task.distribution(order.distribution)
    else { throw WorkerRefusal("no task is named \(order.task)") }
    let first = try order.demonstration.map {
      try JSONDecoder().decode(Demonstration.self, from: try blobs.read($0))
    }
    // the world before goes first: there is one at a time
    session = nil
    let drawn: DrawnScene
    do throws(InfeasibleScene) {
      if task.kitchen == nil {
        drawn = DrawnScene(
          task: task,
          scene: try Scenery(task: task, first: first).scene(
            order.scene, of: distribution, seed: order.seed, stratify: false))
      } else {
        drawn = try TaskScenes(
          task: task, robot: robot, distribution: distribution, seed: order.seed
        ).drawn(order.scene)
      }
    } catch { throw WorkerRefusal(error.detail) }
    let rollout = PolicyRollout(
      drawn, robot: robot,
      stream: AttemptRunner.stream(seed: order.seed, scene: order.scene, motion: order.motion))
    session = rollout
    try channel.write(.moments([try moment(rollout)]))
  }

  /// Executes actions of a policy.
  func step(_ actions: [[Double]]) throws {
    guard let session else { throw WorkerRefusal("there was no reset") }
    var moments: [SessionMoment] = []
    for action in actions {
      guard action.count == session.actionWidth, action.allSatisfy(\.isFinite) else {
        throw WorkerRefusal("an action must hold \(session.actionWidth) numbers")
      }
      _ = session.step(action)
      moments.append(try moment(session))
    }
    try channel.write(.moments(moments))
  }

  private func moment(_ session: PolicyRollout) throws -> SessionMoment {
    // in kitchens datasets tell of the task's own objects only
    let task = session.task
    let objects = task.kitchen == nil ? nil : try tasks.task(named: task.name)?.objects
    return SessionMoment(
      observation: PolicyObservation(
        afterLastStepOf: session.recent, objects: objects?.map(\.name)),
      moment: session.moment, instruction: task.language,
      actionWidth: session.actionWidth)
  }
}
