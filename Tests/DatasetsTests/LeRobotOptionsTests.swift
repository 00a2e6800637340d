import Datasets
import Episodes
import Foundation
import JSONText
import Parquet
import TestSupport
import Testing

/// Actions and instructions of LeRobot datasets on request.
@Suite struct LeRobotOptionsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(
    _ episodes: [Episode], as name: String = "a", instructions: [String] = [],
    _ change: (inout LeRobotOptions) -> Void
  ) throws {
    var environment = RobomimicWriterTests.environment
    environment.instructions = instructions
    var options = LeRobotOptions()
    change(&options)
    let writer = try LeRobotWriter(
      folder: folder.path(name), environment: environment, options: options)
    for episode in episodes { try writer.append(episode) }
    _ = try writer.finish()
  }

  private func table(_ name: String, in dataset: String = "a") throws -> ParquetReader {
    try #require(
      try ParquetReader(path: folder.path("\(dataset)/\(name)/chunk-000/file-000.parquet")))
  }

  @Test(arguments: ActionSpace.allCases)
  func `actions are of the space that is asked for`(_ space: ActionSpace) throws {
    let episode = SampleEpisode.make(steps: 20)
    try write([episode]) { $0.actionSpace = space }
    let names = space.names(of: episode)
    let url = URL(fileURLWithPath: folder.path("a/meta/info.json"))
    let feature = try JSON(parsing: Data(contentsOf: url))["features"]?["action"]
    #expect(feature?["shape"] == [JSON(names.count)])
    #expect(feature?["names"]?.elements?.compactMap(\.text) == names)
    let found = try table("data").column("action.list.element", repetition: 1, definition: 3)
    #expect(found?.floats == space.actions(of: episode).map { Float($0) })
    // policies normalize with them
    let stats = try JSON(
      parsing: Data(contentsOf: URL(fileURLWithPath: folder.path("a/meta/stats.json"))))
    #expect(stats["action"]?["mean"]?.elements?.count == names.count)
  }

  @Test func `paraphrases are a list for each episode`() throws {
    var other = SampleEpisode.make(scene: 1, steps: 12)
    other.recipe.language = "stack them"
    let episodes = [SampleEpisode.make(steps: 12), other]
    let templates = ["put the {a} on the {b}", "cover the {b} with the {a}"]
    try write(episodes, instructions: templates) { $0.paraphrases = true }
    let found = try table("meta/episodes")
      .column("paraphrases.list.element", repetition: 1, definition: 3)
    #expect(
      found?.texts == [
        "put the red cube on the green one", "cover the green one with the red cube", "stack them",
      ])
    try write(episodes, as: "b", instructions: templates) { _ in }
    #expect(
      try !table("meta/episodes", in: "b").columns.contains { $0.hasPrefix("paraphrases") })
  }
}
