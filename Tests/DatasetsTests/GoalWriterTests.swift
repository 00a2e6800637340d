import Datasets
import Episodes
import Foundation
import Geometry
import HDF5
import TestSupport
import Testing

/// The file of a goal-conditioned task holds each episode and its copies.
@Suite struct GoalWriterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @discardableResult private func write(
    _ episodes: [Episode], as name: String = "her.hdf5", sides: [DatasetSide]? = nil,
    _ change: (inout GoalWriter.Options) -> Void = { _ in }
  ) throws -> DatasetSummary {
    var options = GoalWriter.Options()
    options.relabelling = .future(copies: 2)
    options.seed = 3
    change(&options)
    let writer = try GoalWriter(
      path: folder.path(name), environment: RobomimicWriterTests.environment, options: options)
    let sides = sides ?? episodes.map { _ in .train }
    for (episode, side) in zip(episodes, sides) { try writer.append(episode, side: side) }
    return try writer.finish()
  }

  private func root() throws -> HDF5Group { try HDF5File.open(folder.path("her.hdf5")) }

  private static func episodes(_ count: Int) -> [Episode] {
    (0..<count).map { GoalRelabellingTests.episode($0) }
  }

  @Test func theFileHoldsEachEpisodeAndItsCopies() throws {
    let summary = try write(Self.episodes(3))
    #expect(summary.episodes == 9 && summary.frames == 540 && summary.files == ["her.hdf5"])
    let data = try root().group("data")
    #expect(try data.children() == (0..<9).map { "demo_\($0)" })
    #expect(try data.attributes.integer("total") == 9 * 60)
    for number in 0..<9 {
      let group = try data.group("demo_\(number)")
      #expect(try group.attributes.integer("relabelled") == number % 3)
      let (obs, next) = (try group.group("obs"), try group.group("next_obs"))
      #expect(try obs.dataset("observation").dimensions == [60, 25])
      #expect(try group.dataset("actions").dimensions == [60, 7])
      let achieved = try next.dataset("achieved_goal").doubles()
      let desired = try obs.dataset("desired_goal").doubles()
      let rewards = try group.dataset("rewards").doubles()
      for step in 0..<60 {
        let gap = (0..<3).reduce(0.0) {
          let d = achieved[3 * step + $1] - desired[3 * step + $1]
          return $0 + d * d
        }
        #expect(rewards[step] == (gap.squareRoot() > 0.05 ? -1 : 0))
      }
    }
  }

  @Test func finalEndsAtItsGoal() throws {
    #expect(try write(Self.episodes(1)) { $0.relabelling = .final }.episodes == 2)
    let copy = try root().group("data").group("demo_1")
    let reached = try copy.group("next_obs").dataset("achieved_goal").doubles().suffix(3)
    #expect(
      try copy.group("obs").dataset("desired_goal").doubles()
        == Array(repeatElement(reached, count: 60).joined()))
    #expect(try write(Self.episodes(1), as: "b.hdf5") { $0.relabelling = nil }.episodes == 1)
  }

  @Test func copiesAreOfTheSideOfTheirEpisode() throws {
    let summary = try write(Self.episodes(3), sides: [.train, .test, .valid])
    #expect(summary.train == 3 && summary.valid == 3 && summary.test == 3)
    let mask = try root().group("mask")
    #expect(try mask.dataset("train").strings() == ["demo_0", "demo_1", "demo_2"])
    #expect(try mask.dataset("test").strings() == ["demo_3", "demo_4", "demo_5"])
    #expect(try mask.dataset("valid").strings() == ["demo_6", "demo_7", "demo_8"])
  }

  @Test func theFileSaysWhatItsActionsAre() throws {
    let episode = GoalRelabellingTests.episode()
    try write([episode]) { $0.actionSpace = .jointPositions }
    let data = try root().group("data")
    #expect(try data.attributes.text("env_args").contains("JOINT_POSITION"))
    #expect(try data.attributes.text("action_space") == "joint_positions")
    for demo in ["demo_0", "demo_1"] {
      let actions = try data.group(demo).dataset("actions")
      #expect(actions.dimensions == [60, 8])
      #expect(try actions.doubles() == ActionSpace.jointPositions.actions(of: episode))
    }
  }

  @Test func paraphrasesAreToldOnRequest() throws {
    try write(Self.episodes(1)) { $0.paraphrases = true }
    let attributes = try root().group("data").group("demo_2").attributes
    #expect(try attributes.text("paraphrases") == #"["put the red cube on the green one"]"#)
    try write(Self.episodes(1))
    #expect(try !root().group("data").group("demo_2").attributes.contains("paraphrases"))
  }

  @Test func theSameEpisodesGiveTheSameBytes() throws {
    try write(Self.episodes(2))
    try write(Self.episodes(2), as: "b.hdf5")
    try write(Self.episodes(2), as: "c.hdf5") { $0.seed = 4 }
    let bytes = try ["her.hdf5", "b.hdf5", "c.hdf5"].map {
      try Data(contentsOf: URL(fileURLWithPath: folder.path($0)))
    }
    #expect(bytes[0] == bytes[1] && bytes[0] != bytes[2])
  }

  @Test func faultsAreRefusedWhole() throws {
    #expect(throws: DatasetError.empty) { try write([]) }
    let writer = try GoalWriter(
      path: folder.path("her.hdf5"), environment: RobomimicWriterTests.environment)
    #expect(
      throws: DatasetError.unusableEpisode(index: 0, reason: "has no object that is its goal")
    ) { try writer.append(SampleEpisode.make()) }
    try writer.append(GoalRelabellingTests.episode())
    var bad = GoalRelabellingTests.episode(1)
    bad.states[17] = .nan
    #expect(throws: DatasetError.unusableEpisode(index: 1, reason: "holds NaN or infinity")) {
      try writer.append(bad)
    }
    #expect(try folder.names() == ["her.hdf5.part"])
    #expect(try writer.finish().episodes == 1)
  }
}
