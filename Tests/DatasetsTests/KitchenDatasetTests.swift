import Datasets
import Demonstrations
import Episodes
import Foundation
import Geometry
import HDF5
import TestSupport
import Testing

/// A file of episodes whose scenes differ: other bodies, other things that stand about.
@Suite struct KitchenDatasetTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let environment = {
    var environment = RobomimicEnvironment(
      name: "Carry_D0", version: "1", robot: "panda", controlFrequency: 20)
    environment.objects = ["cubeB", "cubeA"]
    environment.instructions = ["take the {obj}", "bring the {obj}"]
    return environment
  }()

  /// An episode with so many other things about, which stand before the task's own in the list.
  private static func episode(_ scene: Int, others: Int) -> Episode {
    var episode = SampleEpisode.make(scene: scene, steps: 20)
    let width = episode.stateRowWidth
    let other = [1, 2, 3, 1] + [Double](repeating: 0, count: 9)
    var states: [Double] = []
    for row in 0...episode.steps {
      let all = Array(episode.states[(row * width)..<((row + 1) * width)])
      states += all.prefix(3 * 13)
      for _ in 0..<others { states += other }
      states += all.dropFirst(3 * 13)
    }
    episode.states = states
    episode.bodies.insert(contentsOf: (0..<others).map { "distractor_\($0 + 1)" }, at: 3)
    episode.massCenters = episode.bodies.map { _ in .zero }
    episode.recipe.language = "take the \(scene)"
    episode.recipe.kitchenSpec = KitchenSpec(
      task: "carry", layout: "galley/\(scene)", style: "nordic", split: .train, textures: .style,
      lights: .off, distractors: others, seeds: KitchenSeeds())
    return episode
  }

  private static func world(_ scene: Int) -> RobomimicEnvironment.World {
    .init(
      bodies: ["cubeA", "cubeB", "distractor_1"].map {
        .init(
          name: $0,
          model: RigidBodyModel(
            mass: 0.1 + Double(scene),
            geoms: [.init(.box(halfExtents: Vector3(0.02, 0.02, 0.02)))]))
      },
      tableTop: TableTop(center: Vector3(0, 0, 0.9), size: SIMD2(1, 1)),
      poseWorldRobotBase: Pose(Vector3(Double(scene), 0, 0)))
  }

  @Test func observationsAreOfTheTasksOwnObjects() throws {
    let writer = try RobomimicWriter(path: folder.path("a.hdf5"), environment: Self.environment)
    let episodes = [0, 2, 1].enumerated().map { Self.episode($0, others: $1) }
    for (scene, episode) in episodes.enumerated() {
      try writer.append(
        episode, world: Self.world(scene), pictures: nil, side: .train)
    }
    _ = try writer.finish()

    let data = try HDF5File.open(folder.path("a.hdf5")).group("data")
    #expect(
      try data.attributes.text("instructions") == #"["take the {obj}","bring the {obj}"]"#)
    for (scene, episode) in episodes.enumerated() {
      let group = try data.group("demo_\(scene)")
      let obs = try group.group("obs")
      // the same width and order in all, whatever stands about
      #expect(try obs.dataset("object").dimensions == [20, 20])
      #expect(try !obs.contains("distractor_1_pos"))
      #expect(
        try group.group("datagen_info").group("object_poses").children() == ["cubeA", "cubeB"])
      let body = try #require(episode.bodies.firstIndex(of: "cubeB"))
      let first = episode.pose(ofBody: body, atStep: 0).position
      let row = try obs.dataset("object").doubles().prefix(3)
      #expect(Array(row) == [first.x, first.y, first.z])
      #expect(
        try obs.dataset("cubeB_pos").doubles().prefix(3).elementsEqual([first.x, first.y, first.z]))

      // states are whole, and say of what
      #expect(try group.dataset("states").dimensions == [20, episode.stateRowWidth])
      let names = try JSONDecoder().decode(
        [String].self, from: Data(try group.attributes.text("state_bodies").utf8))
      #expect(names == episode.bodies)
      let meta = try JSONDecoder().decode(
        [String: String].self, from: Data(try group.attributes.text("ep_meta").utf8))
      #expect(meta["lang"] == "take the \(scene)" && meta["layout_id"] == "galley/\(scene)")
    }

    // each is a demonstration with its own bodies, and without what stood about
    let found = try DemonstrationDecoder.decode(path: folder.path("a.hdf5"))
    #expect(found.count == 3)
    for (scene, demonstration) in found.enumerated() {
      #expect(demonstration.objects.map(\.name) == ["cubeA", "cubeB"])
      #expect(demonstration.object("cubeA")?.body?.mass == 0.1 + Double(scene))
      #expect(demonstration.poseWorldRobotBase?.position.x == Double(scene))
    }
  }

  @Test func episodesOfAnotherKindAreRefused() throws {
    let writer = try RobomimicWriter(path: folder.path("b.hdf5"), environment: Self.environment)
    try writer.append(Self.episode(0, others: 1))
    var bare = Self.episode(1, others: 0)
    bare.bodies[3] = "plate"
    #expect(
      throws: DatasetError.unusableEpisode(index: 1, reason: "has no object cubeA")
    ) { try writer.append(bare) }
    var driven = Self.episode(1, others: 0)
    driven.actionWidth = 10
    driven.actions = (0..<20).flatMap { _ in [Double](repeating: 0, count: 10) }
    #expect(
      throws: DatasetError.unusableEpisode(
        index: 1, reason: "has other actions than the first episode")
    ) { try writer.append(driven) }
  }
}
