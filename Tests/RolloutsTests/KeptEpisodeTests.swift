import Episodes
import Geometry
import Rollouts
import Scenes
import Testing

/// What is to be known of episodes beside what they record.
@Suite struct KeptEpisodeTests {
  @Test(arguments: ["stack", "lift"])
  func `the cells of episodes are those that coverage counts`(task: String) throws {
    let runner = try Bench().runner(task, distribution: "D1", seed: 4, stratify: true)
    var outcomes: [(scene: Int, succeeded: Bool)] = []
    var cells: [String: Set<String>] = [:]
    for scene in 0..<25 {
      let episode = runner.run(scene: scene, motion: 0).episode
      outcomes.append((scene, episode != nil))
      guard let episode else { continue }
      for part in try #require(runner.cell(of: episode.recipe)).split(separator: "+") {
        let words = part.split(separator: ":").map(String.init)
        cells[words[0], default: []].insert(words[1])
      }
    }
    let coverage = runner.coverage(outcomes: outcomes)
    #expect(cells.count == coverage.objects.count && !cells.isEmpty)
    for object in coverage.objects {
      #expect(cells[object.name]?.count == object.counts.succeeded, "\(object.name)")
    }
  }

  @Test func `in kitchens the cell is what coverage counts`() throws {
    let runner = try Kitchen("pnp_counter_to_sink").runner(demonstrations: 1)
    var outcomes: [(scene: Int, succeeded: Bool)] = []
    var values: [String: Set<String>] = [:]
    for scene in 0..<6 {
      guard let drawn = try? runner.drawn(scene) else { continue }
      // as an episode in it would have it
      var recipe = EpisodeRecipe(
        task: runner.task.name, taskVersion: "", robot: "", distribution: "D0",
        demonstrations: [], seed: runner.seed, scene: scene, motion: 0, options: MotionOptions(),
        language: "", controlFrequency: 20, placements: [], sources: [])
      recipe.kitchenSpec = drawn.kitchen
      outcomes.append((scene, true))
      for part in try #require(runner.cell(of: recipe)).split(separator: "+") {
        let words = part.split(separator: ":", maxSplits: 1).map(String.init)
        values[words[0], default: []].insert(words[1])
      }
    }
    let coverage = runner.coverage(outcomes: outcomes)
    #expect(outcomes.count > 3)
    #expect(values.keys.sorted() == coverage.objects.map(\.name).sorted())
    for object in coverage.objects where object.name != "layout" {
      #expect(values[object.name]?.count == object.counts.succeeded, "\(object.name)")
    }
  }

  @Test func `the scene of an episode has the bodies that its physics was drawn for`() throws {
    var spec = RandomizationSpec()
    spec[.size] = .uniform(0.9, 1.1)
    let runner = try Bench().runner("stack", seed: 2, randomization: spec)
    var checked = 0
    for scene in 0..<10 {
      guard let episode = runner.run(scene: scene, motion: 0).episode else { continue }
      let drawn = try runner.scene(scene)
      let own = runner.scene(drawn, of: episode)
      let draw = try #require(episode.recipe.drawnPhysics)
      for (index, object) in own.objects.enumerated() {
        let body = try #require(episode.bodies.firstIndex(of: object.name))
        #expect(object.body == drawn.objects[index].body.scaled(size: draw.objects[index].size))
        #expect(
          (object.poseWorldObject.position - episode.pose(ofBody: body, atStep: 0).position).length
            < 1e-9)
      }
      checked += 1
    }
    #expect(checked > 3)
  }

  @Test func `a recorded arm ends where the hand is, also on a base that drives`() throws {
    let runner = try Bench().runner("stack")
    let episode = try #require(runner.run(scene: 0, motion: 0).episode)
    let arm = RecordedArm(
      runner.robot, poseWorldBase: try runner.scene(0).poseWorldRobotBase)
    let own = runner.robot.linkGeoms.last
    let link = try #require(own)
    for step in [0, 40, episode.steps] {
      // the last link's geom is fixed to the hand
      let pose = try #require(arm.poses(in: episode, atStep: step).last)
      let hand = episode.eefPose(atStep: step)
      let expected = hand * runner.robot.poseLinkEef.inverse * link.poseLinkGeom
      #expect((pose.position - expected.position).length < 2e-3, "step \(step)")
    }
    #expect(arm.shapes == runner.robot.linkGeoms.map(\.shape))
  }

  @Test func `a rollout tells the largest force of a contact`() throws {
    let runner = try Bench().runner("stack", seed: 6)
    var forces: [Double] = []
    for scene in 0..<8 {
      let (outcome, episode) = runner.run(scene: scene, motion: 0)
      let force = try #require(outcome.metrics["peak_contact_force_n"])
      if episode != nil { forces.append(force) }
      #expect(runner.run(scene: scene, motion: 0).outcome.metrics["peak_contact_force_n"] == force)
    }
    // a cube is held by two fingers of 30 N, each on a few points
    #expect(forces.count > 4 && forces.allSatisfy { $0 > 5 && $0 < 500 }, "\(forces)")
  }
}
