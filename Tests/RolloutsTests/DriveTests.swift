import Episodes
import Geometry
import Kitchens
import Robots
import Rollouts
import Scenes
import Testing

/// The base drives: to its goal, with the hand, the same each time.
@Suite struct DriveTests {
  @Test func `navigation ends at the goal, and replays bit for bit`() throws {
    let runner = try Kitchen("navigate_kitchen").runner(demonstrations: 2)
    var kept = 0
    for scene in 0..<4 {
      guard let episode = runner.run(scene: scene, motion: 0).episode else { continue }
      kept += 1
      #expect(episode.actionWidth == 10)
      let base = try #require(episode.bodies.firstIndex(of: KitchenDescription.baseName))
      let goal = try #require(episode.bodies.firstIndex(of: KitchenDescription.goalName))
      let start = episode.pose(ofBody: base, atStep: 0)
      let end = episode.pose(ofBody: base, atStep: episode.steps)
      let wanted = episode.pose(ofBody: goal, atStep: episode.steps)
      #expect((start.position - wanted.position).length > 0.79)
      #expect((end.position - wanted.position).length < 0.05)

      // no step is faster than the base may be, and the hand stays before it
      let before = start.inverse * episode.eefPose(atStep: 0)
      for step in 0..<episode.steps {
        let (a, b) = (
          episode.pose(ofBody: base, atStep: step), episode.pose(ofBody: base, atStep: step + 1)
        )
        #expect((b.position - a.position).length < 0.5 * 0.05 * 1.42)
        let hand = b.inverse * episode.eefPose(atStep: step + 1)
        #expect((hand.position - before.position).length < 0.05)
      }
      let report = runner.verify(episode)
      #expect(report.matches && report.replayMatches, "\(report.detail ?? "")")
    }
    #expect(kept >= 3)
  }

  @Test func `a base that drives into something is told of`() throws {
    let kitchen = try Kitchen("navigate_kitchen")
    let scene = try kitchen.scenes().drawn(0).scene
    let opening = kitchen.robot.gripper.homeOpening
    let world = RolloutWorld(
      scene: scene, robot: kitchen.robot, controlFrequency: 20,
      start: .init(jointPositions: kitchen.robot.home, openings: (opening, opening)))
    #expect(world.baseContact() == nil)
    // straight ahead, into what it stands before
    var touched: String?
    for _ in 0..<120 where touched == nil {
      world.perform(
        position: .zero, rotation: .zero, gripper: -1, drive: Vector3(1, 0, 0))
      touched = world.baseContact()
    }
    #expect(touched?.hasPrefix("the base touches") == true)
  }
}
