import Demonstrations
import Episodes
import Robots
import Rollouts
import Scenes
import Tasks
import Testing

/// Shipped kitchen tasks, ready to draw and to run.
struct Kitchen {
  let task: TaskDescription
  let robot: RobotModel

  init(_ name: String) throws {
    let bench = try Bench()
    task = try #require(bench.tasks.task(named: name))
    robot = try #require(bench.robots.robot(named: task.robot))
  }

  /// Its scenes of a seed.
  func scenes(
    seed: UInt64 = 1, _ change: (inout KitchenOptions) -> Void = { _ in }
  ) throws -> TaskScenes {
    var options = KitchenOptions()
    change(&options)
    let reset = try #require(task.distribution("D0"))
    return TaskScenes(
      task: task, robot: robot, distribution: reset, seed: seed, kitchen: options)
  }

  /// So many demonstrations by the scripted operator, and a runner with them.
  func runner(demonstrations count: Int, seed: UInt64 = 5) throws -> AttemptRunner {
    let recorder = try DemonstrationRecorder(
      task: task, robot: robot, distribution: "D0", seed: 7)
    var kept: [Demonstration] = []
    for scene in 0..<60 where kept.count < count {
      if let one = recorder.attempt(scene: scene).demonstration { kept.append(one) }
    }
    try #require(kept.count == count)
    return try AttemptRunner(
      task: task, robot: robot, demonstrations: kept,
      demonstrationIDs: kept.indices.map { "demo_\($0)" }, distribution: "D0", seed: seed,
      settings: AttemptSettings())
  }
}
