import Rollouts
import Scenes

extension Worker {
  /// Draws a kitchen and lets its objects settle.
  func scene(_ order: SceneOrder) throws {
    guard let task = try tasks.task(named: order.task),
      let robot = robots.robot(named: task.robot),
      let distribution = task.distribution(order.distribution)
    else { throw WorkerRefusal("no task is named \(order.task)") }
    let drawn: DrawnScene
    do throws(InfeasibleScene) {
      drawn = try TaskScenes(
        task: task, robot: robot, distribution: distribution, seed: order.seed
      ).drawn(order.scene)
    } catch { throw WorkerRefusal(error.detail) }
    guard let spec = drawn.kitchen else {
      throw WorkerRefusal("\(order.task) is not done in a kitchen")
    }
    try channel.write(
      .scene(
        KitchenReport(
          spec: spec, instruction: drawn.task.language,
          facts: Dictionary(drawn.facts.map { ($0.name, $0.words) }) { first, _ in first },
          scene: drawn.scene)))
  }
}
