import Episodes
import Geometry
import Rollouts
import Testing

/// The recorded state is all there is to know of a world: put back at any boundary, it goes on alike.
@Suite struct RestoreAnywhereTests {
  @Test(arguments: ["kitchen", "coffee", "hammer_cleanup", "stack_three"])
  func `a world put back to a recorded row goes on bit for bit`(name: String) throws {
    let bench = try Bench()
    let task = try #require(bench.tasks.task(named: name))
    let runner = try bench.runner(
      name, demonstrations: try bench.recorded(task, count: 3))
    let found = (0..<10).lazy.compactMap { runner.run(scene: $0, motion: 0).episode }.first
    let episode = try #require(found)
    let width = episode.stateRowWidth
    let scene = try runner.scene(episode.recipe.scene)
    let world = RolloutWorld(
      scene: scene, robot: runner.robot, controlFrequency: task.controlFrequency,
      start: .init(
        states: Array(episode.states[0..<width]),
        jointPositions: Array(episode.jointPositions[0..<episode.jointCount]),
        openings: (episode.gripperPositions[0], -episode.gripperPositions[1])))
    for step in 0..<episode.steps {
      // at every tenth step the world is put into the state that it is in
      if step % 10 == 0 {
        world.world.restore(Array(episode.states[(step * width)..<((step + 1) * width)]))
      }
      let a = Array(episode.actions[(7 * step)..<(7 * step + 7)])
      world.perform(
        position: Vector3(a[0], a[1], a[2]), rotation: Vector3(a[3], a[4], a[5]), gripper: a[6])
      var now: [Double] = []
      world.world.appendState(to: &now)
      let expected = Array(episode.states[((step + 1) * width)..<((step + 2) * width)])
      let differing = (0..<width).filter { now[$0] != expected[$0] }.map { $0 / 13 }
      try #require(
        differing.isEmpty,
        "step \(step): \(Set(differing).map { world.name(ofBody: $0) }.sorted())")
    }
  }
}
