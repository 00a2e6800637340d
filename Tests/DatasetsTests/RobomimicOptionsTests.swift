import Datasets
import Demonstrations
import Episodes
import Foundation
import Geometry
import HDF5
import JSONText
import TestSupport
import Testing

/// What a robomimic file holds on request.
@Suite struct RobomimicOptionsTests {
  private let folder: TemporaryFolder
  private let episode = SampleEpisode.make(steps: 25)

  init() throws { folder = try TemporaryFolder() }

  @discardableResult private func write(
    _ episode: Episode, as name: String = "a.hdf5", instructions: [String] = [],
    _ change: (inout RobomimicWriter.Options) -> Void = { _ in }
  ) throws -> HDF5Group {
    var environment = RobomimicWriterTests.environment
    environment.instructions = instructions
    var options = RobomimicWriter.Options()
    change(&options)
    let writer = try RobomimicWriter(
      path: folder.path(name), environment: environment, options: options)
    try writer.append(episode)
    _ = try writer.finish()
    return try HDF5File.open(folder.path(name)).group("data")
  }

  private func controller(_ data: HDF5Group) throws -> JSON {
    let arguments = try JSON(parsing: Array(try data.attributes.text("env_args").utf8))
    return try #require(arguments["env_kwargs"]?["controller_configs"])
  }

  @Test func nextObservationsCanBeLeftOut() throws {
    let whole = try write(episode).group("demo_0")
    let plain = try write(episode, as: "b.hdf5") { $0.nextObservations = false }.group("demo_0")
    #expect(try !plain.contains("next_obs"))
    #expect(try plain.children() == whole.children().filter { $0 != "next_obs" })
    #expect(try plain.group("obs").children() == whole.group("obs").children())
    let sizes = try ["a.hdf5", "b.hdf5"].map {
      try Data(contentsOf: URL(fileURLWithPath: folder.path($0))).count
    }
    // 57 numbers a step, at least
    #expect(sizes[0] - sizes[1] > 25 * 57 * 8)
  }

  @Test func recordedActionsNeedNoWords() throws {
    let data = try write(episode)
    #expect(try controller(data)["type"]?.text == "OSC_POSE")
    #expect(try controller(data)["control_delta"] == true)
    #expect(!data.attributes.contains("action_space"))
    #expect(!data.attributes.contains("action_names"))
  }

  @Test(arguments: [ActionSpace.absolutePose, .absolutePose6D, .jointPositions])
  func actionsAreOfTheSpaceThatIsAskedFor(_ space: ActionSpace) throws {
    let data = try write(episode) { $0.actionSpace = space }
    let names = space.names(of: episode)
    let actions = try data.group("demo_0").dataset("actions")
    #expect(actions.dimensions == [25, names.count])
    #expect(try actions.doubles() == space.actions(of: episode))
    #expect(try data.attributes.text("action_space") == space.rawValue)
    let told = try JSON(parsing: Array(try data.attributes.text("action_names").utf8))
    #expect(told.elements?.compactMap(\.text) == names)

    // as robosuite has it
    let controller = try controller(data)
    if space == .jointPositions {
      #expect(controller["type"]?.text == "JOINT_POSITION")
      #expect(controller["input_type"]?.text == "absolute")
    } else {
      #expect(controller["type"]?.text == "OSC_POSE")
      #expect(controller["control_delta"] == false)
    }

    // a source of demonstrations all the same
    let found = try #require(try DemonstrationDecoder.decode(path: folder.path("a.hdf5")).first)
    #expect(found.gripperActions == (0..<25).map { episode.actions[7 * $0 + 6] })
    for (a, b) in zip(OSCPoseAction.actions(of: found), episode.actions) {
      #expect((a - b).magnitude < 1e-12)
    }
  }

  @Test func actionsThatAnEpisodeDoesNotHaveAreRefused() throws {
    var bare = episode
    bare.jointCount = 0
    bare.jointPositions = []
    #expect(
      throws: DatasetError.unusableEpisode(
        index: 0, reason: "has no joint positions, which are to be its actions")
    ) { try write(bare) { $0.actionSpace = .jointPositions } }
    try write(bare, as: "b.hdf5") { $0.actionSpace = .absolutePose }
  }

  @Test func paraphrasesAreTheEpisodesOwn() throws {
    let templates = ["put the {a} on the {b}", "cover the {b} with the {a}"]
    let plain = try write(episode, instructions: templates).group("demo_0")
    #expect(!plain.attributes.contains("paraphrases") && !plain.attributes.contains("ep_meta"))

    let told = try write(episode, as: "b.hdf5", instructions: templates) {
      $0.paraphrases = true
    }.group("demo_0")
    let texts = #"["put the red cube on the green one","cover the green one with the red cube"]"#
    #expect(try told.attributes.text("paraphrases") == texts)
    #expect(
      try told.attributes.text("ep_meta")
        == #"{"lang":"put the red cube on the green one","paraphrases":\#(texts)}"#)

    // beside what sets a kitchen apart
    var kitchen = episode
    kitchen.recipe.kitchenSpec = KitchenSpec(
      task: "carry", layout: "galley/1", style: "nordic", split: .train, textures: .style,
      lights: .off, distractors: 0, seeds: KitchenSeeds())
    let meta = try write(kitchen, as: "c.hdf5") { $0.paraphrases = true }
      .group("demo_0").attributes.text("ep_meta")
    let members = try JSON(parsing: Array(meta.utf8))
    #expect(members["layout_id"]?.text == "galley/1")
    #expect(members["paraphrases"] == ["put the red cube on the green one"])
  }
}
