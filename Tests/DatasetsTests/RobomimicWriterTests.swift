import Datasets
import Demonstrations
import Episodes
import Foundation
import Geometry
import HDF5
import TestSupport
import Testing

/// The exported file has robomimic's layout, and holds what the episodes hold.
@Suite struct RobomimicWriterTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let environment = RobomimicEnvironment(
    name: "Stack_D0", version: "1", robot: "panda", controlFrequency: 20,
    bodies: SampleEpisode.bodies.map { .init(name: $0.name, model: $0.model) },
    tableTop: TableTop(center: Vector3(0, 0, 0.8), size: SIMD2(0.8, 0.8)),
    poseWorldRobotBase: Pose(Vector3(-0.56, 0, 0.912)))

  @discardableResult private func write(
    _ episodes: [Episode], as name: String = "a.hdf5", sides: [DatasetSide]? = nil
  ) throws -> DatasetSummary {
    let sides = sides ?? episodes.map { $0.recipe.scene % 4 == 3 ? .valid : .train }
    let writer = try RobomimicWriter(path: folder.path(name), environment: Self.environment)
    for (episode, side) in zip(episodes, sides) { try writer.append(episode, side: side) }
    return try writer.finish()
  }

  private func group(_ demo: String = "demo_0") throws -> HDF5Group {
    try HDF5File.open(folder.path("a.hdf5")).group("data").group(demo)
  }

  // MARK: Layout

  @Test func totalsAndMasksAddUp() throws {
    let episodes = (0..<8).map { SampleEpisode.make(scene: $0 / 2, motion: $0 % 2, steps: 30 + $0) }
    let summary = try write(episodes)
    #expect(summary.episodes == 8)
    #expect(summary.frames == 8 * 30 + 28)
    #expect(summary.train == 6)
    #expect(summary.valid == 2 && summary.test == 0)
    #expect(summary.files == ["a.hdf5"])

    let root = try HDF5File.open(folder.path("a.hdf5"))
    let data = try root.group("data")
    #expect(try data.attributes.integer("total") == summary.frames)
    #expect(try data.children() == (0..<8).map { "demo_\($0)" })
    for (k, episode) in episodes.enumerated() {
      let samples = try data.group("demo_\(k)").attributes.integer("num_samples")
      #expect(samples == episode.steps)
    }
    let train = try root.group("mask").dataset("train").strings()
    let valid = try root.group("mask").dataset("valid").strings()
    #expect(Set(train).isDisjoint(with: valid))
    #expect(Set(train + valid) == Set(try data.children()))
    #expect(try root.group("mask").children() == ["train", "valid"])
  }

  @Test func masksAreTheSidesInAnyOrder() throws {
    let episodes = (0..<5).map { SampleEpisode.make(scene: $0, steps: 12) }
    let summary = try write(episodes, sides: [.test, .train, .valid, .test, .train])
    #expect(summary.train == 2 && summary.valid == 1 && summary.test == 2)
    let mask = try HDF5File.open(folder.path("a.hdf5")).group("mask")
    #expect(try mask.dataset("train").strings() == ["demo_1", "demo_4"])
    #expect(try mask.dataset("valid").strings() == ["demo_2"])
    #expect(try mask.dataset("test").strings() == ["demo_0", "demo_3"])

    // robomimic takes no empty mask
    try write(Array(episodes.prefix(1)), as: "b.hdf5", sides: [.test])
    #expect(try HDF5File.open(folder.path("b.hdf5")).group("mask").children() == ["test"])
  }

  @Test func environmentArgumentsHaveRobomimicsKeys() throws {
    try write([SampleEpisode.make()])
    let data = try HDF5File.open(folder.path("a.hdf5")).group("data")
    let text = try data.attributes.text("env_args")
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let arguments = try #require(value as? [String: Any])
    #expect(arguments["env_name"] as? String == "Stack_D0")
    #expect(arguments["type"] as? Int == 1)
    let inner = try #require(arguments["env_kwargs"] as? [String: Any])
    #expect(inner["robots"] as? [String] == ["Panda"])
    #expect(inner["control_freq"] as? Int == 20)
  }

  // MARK: Content

  @Test func stepsAreTheEpisodes() throws {
    let episode = SampleEpisode.make(steps: 40)
    try write([episode])
    let group = try group()
    #expect(try group.dataset("actions").dimensions == [40, 7])
    #expect(try group.dataset("actions").doubles() == episode.actions)
    #expect(try group.dataset("states").dimensions == [40, 65])
    #expect(try group.dataset("states").doubles() == Array(episode.states.dropLast(65)))
    #expect(try group.dataset("rewards").doubles() == (0..<40).map { $0 >= 30 ? 1 : 0 })
    #expect(try group.dataset("dones").integers() == (0..<40).map { $0 == 39 ? 1 : 0 })
    #expect(try group.dataset("src_demo_inds").integers() == [0, 2])
    #expect(try group.dataset("src_demo_labels").dimensions == [40, 1])
    #expect(
      try group.dataset("src_demo_labels").integers() == (0..<40).map { $0 < 20 ? 0 : 2 })
  }

  @Test func nextObservationsAreTheObservationsOneStepLater() throws {
    let episode = SampleEpisode.make(steps: 25)
    try write([episode])
    let (obs, next) = (try group().group("obs"), try group().group("next_obs"))
    #expect(try obs.children() == (try next.children()))
    for key in try obs.children() {
      let (a, b) = (try obs.dataset(key), try next.dataset(key))
      #expect(a.dimensions == b.dimensions)
      let width = a.dimensions[1]
      #expect(try Array(a.doubles().dropFirst(width)) == Array(try b.doubles().dropLast(width)))
    }
    // the row after the last step
    let last = try next.dataset("cubeB_pos").doubles().suffix(3)
    let position = episode.pose(ofBody: 4, atStep: 25).position
    #expect(Array(last) == [position.x, position.y, position.z])
  }

  @Test func observationsHaveRobosuitesNamesAndConventions() throws {
    let episode = SampleEpisode.make(steps: 25)
    try write([episode])
    let obs = try group().group("obs")
    let widths = [
      "robot0_eef_pos": 3, "robot0_eef_quat": 4, "robot0_gripper_qpos": 2,
      "robot0_gripper_qvel": 2, "robot0_joint_pos": 7, "robot0_joint_vel": 7, "object": 20,
      "cubeA_pos": 3, "cubeA_quat": 4, "cubeB_pos": 3, "cubeB_quat": 4,
    ]
    #expect(Set(try obs.children()) == Set(widths.keys))
    for (key, width) in widths { #expect(try obs.dataset(key).dimensions == [25, width]) }

    // quaternions (x, y, z, w)
    let q = episode.eefPose(atStep: 3).orientation
    let row = try obs.dataset("robot0_eef_quat").doubles()[12..<16]
    #expect(Array(row) == [q.x, q.y, q.z, q.w])

    // the second object's position as the hand sees it, along world axes
    let object = try obs.dataset("object").doubles()
    let offset =
      episode.pose(ofBody: 4, atStep: 0).position - episode.eefPose(atStep: 0).position
    #expect(Array(object[17..<20]) == [offset.x, offset.y, offset.z])

    // speeds are backward differences, zero at first
    let positions = episode.gripperPositions
    let speeds = try obs.dataset("robot0_gripper_qvel").doubles()
    #expect(Array(speeds[0..<2]) == [0, 0])
    #expect(speeds[24] == (positions[24] - positions[22]) * 20)
  }

  @Test func provenanceIsKept() throws {
    let episode = SampleEpisode.make(scene: 3, motion: 4)
    try write([episode])
    let attributes = try group().attributes
    #expect(try attributes.text("instruction") == "put the red cube on the green one")
    let recipe = Data(try attributes.text("recipe").utf8)
    #expect(try JSONDecoder().decode(EpisodeRecipe.self, from: recipe) == episode.recipe)
  }

  // MARK: The file as a source

  @Test func theFileIsASourceOfDemonstrations() throws {
    let episodes = (0..<3).map { SampleEpisode.make(scene: $0, steps: 40) }
    try write(episodes)
    let demonstrations = try DemonstrationDecoder.decode(path: folder.path("a.hdf5"))
    #expect(demonstrations.map(\.frames) == [40, 40, 40])
    let first = try #require(demonstrations.first)
    #expect(first.robot == "panda")
    #expect(first.controlFrequency == 20)
    #expect(first.source == "Stack_D0")
    #expect(first.tableTop == Self.environment.world.tableTop)
    #expect(first.poseWorldRobotBase == Self.environment.world.poseWorldRobotBase)
    #expect(first.objects.map(\.name) == ["cubeA", "cubeB"])
    #expect(first.objects.map(\.body) == SampleEpisode.bodies.map(\.model))
    #expect(first.signals.map(\.values) == episodes[0].signals)
    #expect(
      first.eefPoses.map(\.position) == (0..<40).map { episodes[0].eefPose(atStep: $0).position })
    #expect(
      first.targetPoses.map(\.position)
        == (0..<40).map { episodes[0].targetPose(atStep: $0).position })

    // its targets ask for the actions that were recorded
    let actions = OSCPoseAction.actions(of: first)
    for (a, b) in zip(actions, episodes[0].actions) { #expect((a - b).magnitude < 1e-12) }
  }

  // MARK: Reproduction, faults

  @Test func aPlaceWithoutShapeIsASourceToo() throws {
    var environment = Self.environment
    let name = environment.world.bodies[0].name
    environment.world.bodies[0] = .init(name: name, model: RigidBodyModel(mass: 1, geoms: []))
    let writer = try RobomimicWriter(path: folder.path("a.hdf5"), environment: environment)
    try writer.append(SampleEpisode.make(steps: 30))
    _ = try writer.finish()
    let found = try #require(try DemonstrationDecoder.decode(path: folder.path("a.hdf5")).first)
    #expect(found.object(name) != nil && found.object(name)?.body == nil)
    #expect(
      found.object(environment.world.bodies[1].name)?.body == environment.world.bodies[1].model)
  }

  @Test func theSameEpisodesGiveTheSameBytes() throws {
    let episodes = (0..<3).map { SampleEpisode.make(scene: $0, steps: 20) }
    try write(episodes)
    try write(episodes, as: "b.hdf5")
    let bytes = try ["a.hdf5", "b.hdf5"].map {
      try Data(contentsOf: URL(fileURLWithPath: folder.path($0)))
    }
    #expect(bytes[0] == bytes[1])
  }

  @Test func nothingIsThereBeforeTheEnd() throws {
    do {
      let writer = try RobomimicWriter(
        path: folder.path("a.hdf5"), environment: Self.environment)
      try writer.append(SampleEpisode.make())
      #expect(try folder.names() == ["a.hdf5.part"])
    }
    #expect(try folder.names() == [])
  }

  @Test func noEpisodeIsAnError() throws {
    #expect(throws: DatasetError.empty) { try write([]) }
    #expect(try folder.names() == [])
  }

  @Test(arguments: 0..<7)
  func unusableEpisodesAreRefusedWhole(_ fault: Int) throws {
    var bad = SampleEpisode.make(steps: 20)
    switch fault {
    case 0: bad.states[17] = .nan
    case 1: bad.actions.removeLast(7)
    case 2: bad.jointPositions.removeLast()
    case 3: bad.subtasks[3] = 2
    case 4: bad.bodies[4] = "other"
    case 5: bad.recipe.robot = "sawyer"
    default: bad.signals[0].removeLast()
    }
    let writer = try RobomimicWriter(path: folder.path("a.hdf5"), environment: Self.environment)
    try writer.append(SampleEpisode.make(steps: 20))
    let error = #expect(throws: DatasetError.self) { try writer.append(bad) }
    guard case .unusableEpisode(1, _) = error else {
      Issue.record("unexpected: \(String(describing: error))")
      return
    }
    // the writer goes on
    try writer.append(SampleEpisode.make(scene: 1, steps: 20))
    #expect(try writer.finish().episodes == 2)
  }

  @Test func aFolderThatIsNotThereIsAnError() {
    #expect(throws: DatasetError.self) {
      try RobomimicWriter(path: folder.path("no/such/a.hdf5"), environment: Self.environment)
    }
  }
}
