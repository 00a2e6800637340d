import Datasets
import Foundation
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
        SampleEpisode.make(scene: scene, steps: 30), subset: scene == 4 ? "valid" : "train")
    }
    #expect(try folder.names().allSatisfy { $0.hasSuffix(".part") })
    let summaries = try writer.finish()
    #expect(summaries.map(\.subset) == ["train", "valid"])
    #expect(summaries.map(\.episodes) == [5, 1])
    #expect(summaries.map(\.frames) == [150, 30])
    #expect(summaries[0].shards.count > 1)
    #expect(try folder.names() == summaries.flatMap(\.shards).sorted())
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
    #expect(throws: DatasetError.self) {
      try writer().append(SampleEpisode.make(steps: 5), subset: "../up")
    }
  }
}
