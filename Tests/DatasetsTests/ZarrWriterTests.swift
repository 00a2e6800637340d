import Datasets
import Episodes
import Foundation
import Geometry
import TestSupport
import Testing

/// The replay buffer has Zarr's layout, and holds what the episodes hold.
@Suite struct ZarrWriterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let environment = RobomimicWriterTests.environment

  @discardableResult private func write(
    _ episodes: [Episode], as name: String = "a.zarr.zip",
    _ options: ZarrWriter.Options = ZarrWriter.Options(), sides: [DatasetSide]? = nil
  ) throws -> DatasetSummary {
    let sides = sides ?? episodes.map { $0.recipe.scene % 4 == 3 ? .valid : .train }
    let writer = try ZarrWriter(
      path: folder.path(name), environment: Self.environment, options: options)
    for (episode, side) in zip(episodes, sides) { try writer.append(episode, side: side) }
    return try writer.finish()
  }

  private func listing() throws -> ZipListing { try ZipListing(path: folder.path("a.zarr.zip")) }

  @Test func groupsAndArraysAreDescribed() throws {
    let episodes = (0..<4).map { SampleEpisode.make(scene: $0, steps: 30 + $0) }
    let summary = try write(episodes)
    #expect(summary.frames == 126 && summary.train == 3 && summary.valid == 1)
    let zip = try listing()
    #expect(Set(zip.names).count == zip.names.count)
    for name in [".zgroup", "data/.zgroup", "meta/.zgroup"] {
      #expect(try zip.json(name)["zarr_format"] as? Int == 2)
    }
    let action = try zip.json("data/action/.zarray")
    #expect(action["shape"] as? [Int] == [126, 7])
    #expect(action["chunks"] as? [Int] == [126, 7])
    #expect(action["dtype"] as? String == "<f4")
    #expect(action["compressor"] is NSNull)

    // 64 bits each
    let ends = try #require(zip["meta/episode_ends/0"])
    #expect(stride(from: 0, to: 32, by: 8).map { ends[$0] } == [30, 61, 93, 126])
  }

  @Test func sidesAreFlags() throws {
    let episodes = (0..<4).map { SampleEpisode.make(scene: $0, steps: 12) }
    let summary = try write(episodes, sides: [.valid, .train, .test, .valid])
    #expect(summary.train == 1 && summary.valid == 2 && summary.test == 1)
    #expect(summary.files == ["a.zarr.zip"])
    #expect(try listing()["meta/episode_valid/0"] == [1, 0, 0, 1])
    #expect(try listing()["meta/episode_test/0"] == [0, 0, 1, 0])
    #expect(try listing().json("meta/episode_test/.zarray")["dtype"] as? String == "|b1")

    // only where there are any
    try write(episodes, sides: [.train, .train, .train, .train])
    #expect(try listing()["meta/episode_valid/0"] == [0, 0, 0, 0])
    #expect(try !listing().names.contains { $0.hasPrefix("meta/episode_test") })
  }

  @Test func actionsAreOfTheSpaceThatIsAskedFor() throws {
    let episode = SampleEpisode.make(steps: 20)
    for space in ActionSpace.allCases {
      var options = ZarrWriter.Options()
      options.actionSpace = space
      try write([episode], options)
      let zip = try listing()
      #expect(
        zip.floats("data/action/0.0") == space.actions(of: episode).map { Float($0) })
      let attributes = try zip.json(".zattrs")
      #expect(attributes["action_space"] as? String == space.rawValue)
      #expect(attributes["action_names"] as? [String] == space.names(of: episode))
      let arguments = try #require(attributes["env_args"] as? String)
      #expect(
        arguments.contains("JOINT_POSITION") == (space == .jointPositions), "\(arguments)")
      #expect(arguments.contains(#""control_delta":true"#) == (space == .deltaPose))
    }
  }

  @Test func paraphrasesAreAListForEachEpisode() throws {
    var environment = Self.environment
    environment.instructions = ["put the {a} on the {b}", "cover the {b} with the {a}"]
    var options = ZarrWriter.Options()
    options.paraphrases = true
    let writer = try ZarrWriter(
      path: folder.path("a.zarr.zip"), environment: environment, options: options)
    var other = SampleEpisode.make(scene: 1, steps: 12)
    other.recipe.language = "stack them"
    for episode in [SampleEpisode.make(steps: 12), other] { try writer.append(episode) }
    _ = try writer.finish()
    // a count, then each text with its length before it, all in 32 bits
    let texts = [
      #"["put the red cube on the green one","cover the green one with the red cube"]"#,
      #"["stack them"]"#,
    ]
    let chunk = texts.reduce([2, 0, 0, 0]) {
      $0 + [UInt8($1.utf8.count), 0, 0, 0] + Array($1.utf8)
    }
    #expect(try listing()["meta/paraphrases/0"] == chunk)

    try write([other])
    #expect(try !listing().names.contains { $0.hasPrefix("meta/paraphrases") })
  }

  @Test func numbersAreTheEpisodes() throws {
    let episodes = (0..<3).map { SampleEpisode.make(scene: $0, steps: 20) }
    try write(episodes)
    let zip = try listing()
    #expect(zip.floats("data/action/0.0") == episodes.flatMap(\.actions).map { Float($0) })
    let eef = episodes.flatMap { episode in
      (0..<20).flatMap { row -> [Float] in
        let p = episode.eefPose(atStep: row).position
        return [Float(p.x), Float(p.y), Float(p.z)]
      }
    }
    #expect(zip.floats("data/robot0_eef_pos/0.0") == eef)
  }

  @Test func longArraysAreCutIntoChunks() throws {
    // 7 float32: 37,449 rows are a chunk of about a mebibyte
    let episode = SampleEpisode.make(steps: 9000)
    try write(Array(repeating: episode, count: 9))
    let zip = try listing()
    let chunks = try #require(try zip.json("data/action/.zarray")["chunks"] as? [Int])
    #expect(chunks == [37_449, 7])
    let whole = (0..<9).flatMap { _ in episode.actions.map { Float($0) } }
    let found =
      zip.floats("data/action/0.0") + zip.floats("data/action/1.0")
      + zip.floats("data/action/2.0")
    // said as a flag: what differs is too much to show
    let isWhole = found.prefix(whole.count).elementsEqual(whole)
    #expect(isWhole)
    // the last chunk is filled up
    #expect(found.count == 3 * 37_449 * 7)
    #expect(found.dropFirst(whole.count).allSatisfy { $0 == 0 })
    #expect(zip["data/action/3.0"] == nil)
  }

  @Test(arguments: [ZarrCompression.zlib(level: 1), .gzip(level: 9)])
  func packedChunksUnpack(_ compression: ZarrCompression) throws {
    var options = ZarrWriter.Options()
    options.compression = compression
    let episode = SampleEpisode.make(steps: 25)
    try write([episode], options)
    let zip = try listing()
    #expect(zip.floats("data/action/0.0", count: 175) == episode.actions.map { Float($0) })
    let id = (try zip.json("data/action/.zarray")["compressor"] as? [String: Any])?["id"]
    #expect(id as? String == (compression == .zlib(level: 1) ? "zlib" : "gzip"))
  }

  @Test func deflatedEntriesHoldPlainChunks() throws {
    var options = ZarrWriter.Options()
    options.compression = .deflatedEntries(level: 6)
    let episode = SampleEpisode.make(steps: 25)
    try write([episode], options)
    #expect(try listing().floats("data/action/0.0") == episode.actions.map { Float($0) })
  }

  @Test func umiTakesPosesAndWidths() throws {
    var options = ZarrWriter.Options()
    options.naming = .umi
    let episode = SampleEpisode.make(steps: 20)
    try write([episode], options)
    let zip = try listing()
    #expect(zip["data/action/.zarray"] == nil)
    let widths = zip.floats("data/robot0_gripper_width/0.0")
    #expect(widths.first == 0.08 && widths.last == 0.04)
    let turn = episode.eefPose(atStep: 19).orientation.rotationVector
    let last = zip.floats("data/robot0_demo_end_pose/0.0").prefix(6)
    #expect(Array(last.suffix(3)) == [Float(turn.x), Float(turn.y), Float(turn.z)])
  }

  private func write(_ episodes: [Episode], _ options: ZarrWriter.Options) throws {
    try write(episodes, as: "a.zarr.zip", options)
  }

  @Test func theSameEpisodesGiveTheSameBytes() throws {
    let episodes = (0..<3).map { SampleEpisode.make(scene: $0, steps: 20) }
    try write(episodes)
    try write(episodes, as: "b.zarr.zip")
    let bytes = try ["a.zarr.zip", "b.zarr.zip"].map {
      try Data(contentsOf: URL(fileURLWithPath: folder.path($0)))
    }
    #expect(bytes[0] == bytes[1])
  }

  @Test func nothingIsThereBeforeTheEnd() throws {
    do {
      let writer = try ZarrWriter(
        path: folder.path("a.zarr.zip"), environment: Self.environment)
      try writer.append(SampleEpisode.make())
      #expect(try folder.names() == ["a.zarr.zip.part"])
    }
    #expect(try folder.names() == [])
  }

  @Test func faultsAreRefusedWhole() throws {
    #expect(throws: DatasetError.empty) { try write([]) }
    #expect(throws: DatasetError.self) {
      try ZarrWriter(path: folder.path("no/such.zarr.zip"), environment: Self.environment)
    }
    var options = ZarrWriter.Options()
    options.compression = .zlib(level: 10)
    #expect(throws: DatasetError.self) { try write([SampleEpisode.make()], options) }

    var bad = SampleEpisode.make(steps: 20)
    bad.states[17] = .nan
    let writer = try ZarrWriter(path: folder.path("a.zarr.zip"), environment: Self.environment)
    try writer.append(SampleEpisode.make(steps: 20))
    #expect(throws: DatasetError.self) { try writer.append(bad) }
    #expect(throws: DatasetError.self) {
      try writer.append(
        SampleEpisode.make(steps: 20),
        pictures: EpisodePictures(
          cameras: [
            .init(name: "a", width: 1, height: 1, colors: [], intrinsics: [], extrinsics: [])
          ], recipe: ""))
    }
    #expect(try writer.finish().frames == 20)
  }
}
