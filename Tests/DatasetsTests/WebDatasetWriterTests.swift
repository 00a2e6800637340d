import Datasets
import Foundation
import JSONText
import TestSupport
import Testing

/// Shards appear together, each sample in one of them.
@Suite struct WebDatasetWriterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func writer(_ shardBytes: Int = 1 << 20) -> WebDatasetWriter {
    var options = WebDatasetWriter.Options()
    options.shardBytes = shardBytes
    return WebDatasetWriter(
      folder: folder.url.path, environment: RobomimicWriterTests.environment, options: options)
  }

  @Test func shardsAreCutBySizeAndAppearTogether() throws {
    let writer = writer(20_000)
    for scene in 0..<6 {
      try writer.append(
        SampleEpisode.make(scene: scene, steps: 30), side: scene == 4 ? .test : .train)
    }
    #expect(try folder.names().allSatisfy { $0.hasSuffix(".part") })
    let summary = try writer.finish()
    #expect(summary.train == 5 && summary.valid == 0 && summary.test == 1)
    #expect(summary.episodes == 6 && summary.frames == 180)
    #expect(summary.files.count { $0.hasPrefix("train-") } > 1)
    #expect(summary.files.filter { !$0.hasPrefix("train-") } == ["test-000000.tar"])
    #expect(try folder.names() == summary.files)
    for name in try folder.names() {
      let size = try Data(contentsOf: URL(fileURLWithPath: folder.path(name))).count
      #expect(size % 512 == 0)
    }
  }

  @Test func theSameEpisodesGiveTheSameBytes() throws {
    var bytes: [Data] = []
    for _ in 0..<2 {
      let writer = writer()
      for scene in 0..<3 { try writer.append(SampleEpisode.make(scene: scene, steps: 20)) }
      _ = try writer.finish()
      bytes.append(try Data(contentsOf: URL(fileURLWithPath: folder.path("train-000000.tar"))))
    }
    #expect(bytes[0] == bytes[1])
  }

  @Test func anUnfinishedDatasetLeavesNothing() throws {
    do {
      let writer = writer(1)
      for scene in 0..<3 { try writer.append(SampleEpisode.make(scene: scene, steps: 20)) }
    }
    #expect(try folder.names() == [])
    #expect(throws: DatasetError.empty) { try writer().finish() }
  }

  /// The first file of a shard, without its header.
  private func first(_ shard: String) throws -> JSON {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path(shard))))
    let size = Int(String(decoding: bytes[124..<135], as: UTF8.self), radix: 8) ?? 0
    return try JSON(parsing: bytes[512..<(512 + size)])
  }

  @Test func samplesSayWhatTheyAre() throws {
    var environment = RobomimicWriterTests.environment
    environment.instructions = ["put the {a} on the {b}", "cover the {b} with the {a}"]
    var options = WebDatasetWriter.Options()
    options.actionSpace = .jointPositions
    options.paraphrases = true
    let episode = SampleEpisode.make(steps: 12)
    let asked = WebDatasetWriter(
      folder: folder.url.path, environment: environment, options: options)
    try asked.append(episode, side: .valid)
    _ = try asked.finish()
    let sample = try first("valid-000000.tar")
    #expect(sample["instruction"]?.text == "put the red cube on the green one")
    #expect(
      sample["paraphrases"] == [
        "put the red cube on the green one", "cover the green one with the red cube",
      ])
    #expect(
      sample["action_names"]?.elements?.compactMap(\.text)
        == ActionSpace.jointPositions.names(of: episode))

    let plain = writer()
    try plain.append(episode)
    _ = try plain.finish()
    #expect(try first("train-000000.tar")["paraphrases"] == Optional<JSON>.none)
  }
}
