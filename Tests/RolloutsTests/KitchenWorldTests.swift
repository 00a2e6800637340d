import Episodes
import Geometry
import Physics
import Rollouts
import Scenes
import Tasks
import Testing

/// Fixtures, frames, states and a base in the world of a rollout.
@Suite struct KitchenWorldTests {
  private func world(_ drawn: DrawnScene, _ kitchen: Kitchen) -> RolloutWorld {
    RolloutWorld(
      scene: drawn.scene, robot: kitchen.robot, controlFrequency: 20,
      start: .init(jointPositions: kitchen.robot.home, openings: (0.04, 0.04)),
      states: StateMachines(drawn.task.objects))
  }

  private func position(_ name: String, _ state: ObservedState, _ scene: Scene) throws -> Pose {
    let index = try #require(scene.objects.firstIndex { $0.name == name })
    return state.objects[index].pose
  }

  @Test func `a frame goes with its part, in the world and in what is recorded`() throws {
    let kitchen = try Kitchen("open_drawer")
    let runner = try kitchen.runner(demonstrations: 3)
    var found: Episode?
    for scene in 0..<12 where found == nil { found = runner.run(scene: scene, motion: 0).episode }
    let episode = try #require(found)
    let drawer = try #require(episode.bodies.firstIndex(of: "drawer_drawer_0"))
    let handle = try #require(episode.bodies.firstIndex(of: "handle"))
    let first =
      episode.pose(ofBody: drawer, atStep: 0).inverse
      * episode.pose(ofBody: handle, atStep: 0)
    let last =
      episode.pose(ofBody: drawer, atStep: episode.steps).inverse
      * episode.pose(ofBody: handle, atStep: episode.steps)
    #expect((first.position - last.position).length < 1e-9)
    let way =
      episode.pose(ofBody: drawer, atStep: episode.steps).position
      - episode.pose(ofBody: drawer, atStep: 0).position
    #expect(way.length > 0.2)
  }

  @Test func `kept episodes come again, bit for bit, from recipe and from actions`() throws {
    let kitchen = try Kitchen("open_drawer")
    let runner = try kitchen.runner(demonstrations: 3)
    var verified = 0
    for scene in 0..<12 where verified < 2 {
      guard let episode = runner.run(scene: scene, motion: 0).episode else { continue }
      let report = runner.verify(episode)
      #expect(report.matches, "\(report.detail ?? "")")
      #expect(report.replayMatches, "\(report.detail ?? "")")
      #expect(episode.recipe.kitchenSpec?.task == "open_drawer")
      #expect(episode.actionWidth == 10)
      verified += 1
    }
    #expect(verified == 2)
  }

  @Test func `what is touched is called by its name`() throws {
    let kitchen = try Kitchen("pnp_counter_to_sink")
    let drawn = try kitchen.scenes().drawn(0)
    let (isSane, names) = PhysicsLock.shared.withLock { _ in
      let world = world(drawn, kitchen)
      for _ in 0..<3 { world.perform(position: .zero, rotation: .zero, gripper: -1) }
      return (world.isSane, [-1, -1_000_000].map { world.name(ofBody: $0) })
    }
    #expect(isSane)
    #expect(names == ["table", drawn.scene.fixtures[0].name])
  }

  @Test func `a driven base takes the hand along`() throws {
    let kitchen = try Kitchen("pnp_counter_to_sink")
    let drawn = try kitchen.scenes().drawn(0)
    let (before, after, error) = try PhysicsLock.shared.withLock { _ in
      let world = world(drawn, kitchen)
      let before = (try #require(world.basePose), world.eefPose)
      // backwards, away from the counter
      for _ in 0..<20 {
        world.perform(position: .zero, rotation: .zero, gripper: -1, drive: Vector3(-0.5, 0, 0))
      }
      return (before, (try #require(world.basePose), world.eefPose), world.reachError.position)
    }
    let way = (after.0.position - before.0.position).length
    #expect((way - 0.25).magnitude < 1e-6)
    #expect((before.0.inverse.transform(after.0.position).x + 0.25).magnitude < 1e-6)
    let hand = (before.0.inverse * before.1, after.0.inverse * after.1)
    #expect((hand.0.position - hand.1.position).length < 0.01)
    #expect(error < 1e-3)
  }
}
