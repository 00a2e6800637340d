import CZlib
import Datasets
import Episodes
import Foundation
import JSONText
import Parquet
import Rendering
import TestSupport
import Testing

/// Pictures in LeRobot datasets, as PNG and as videos.
@Suite struct LeRobotPictureTests {
  private let folder: TemporaryFolder
  private static let feature = "observation.images.agentview"

  init() throws { folder = try TemporaryFolder() }

  private static let environment: RobomimicEnvironment = {
    var environment = RobomimicWriterTests.environment
    environment.cameras = [.init(name: "agentview", width: 15, height: 10)]
    return environment
  }()

  /// Pictures whose grey tells the frame: frame k of an episode is 10 x episode + 2 k + 1, blue is 255.
  private static func pictures(_ episode: Int, frames: Int) -> EpisodePictures {
    var colors: [UInt8] = []
    for frame in 0..<frames {
      let grey = UInt8(10 * episode + 2 * frame + 1)
      for _ in 0..<150 { colors += [grey, grey, 255] }
    }
    return EpisodePictures(
      cameras: [
        .init(
          name: "agentview", width: 15, height: 10, colors: colors,
          intrinsics: Array(repeating: 0, count: 9),
          extrinsics: Array(repeating: 0, count: 16 * frames))
      ], recipe: "{}")
  }

  @discardableResult private func write(
    _ options: LeRobotOptions, as name: String = "a", episodes: Int = 3
  ) throws -> DatasetSummary {
    let writer = try LeRobotWriter(
      folder: folder.path(name), environment: Self.environment, options: options)
    for k in 0..<episodes {
      let episode = SampleEpisode.make(scene: k, steps: 20 + k)
      try writer.append(episode, pictures: Self.pictures(k, frames: 21 + k))
    }
    return try writer.finish()
  }

  private func table(_ name: String) throws -> ParquetReader {
    try #require(try ParquetReader(path: folder.path("a/\(name).parquet")))
  }

  private func feature() throws -> JSON? {
    let url = URL(fileURLWithPath: folder.path("a/meta/info.json"))
    return try JSON(parsing: Data(contentsOf: url))["features"]?[Self.feature]
  }

  // MARK: Images

  @Test func `images are PNG, one for each step`() throws {
    try write(LeRobotOptions(pictures: .images(level: 6)))
    #expect(try feature()?["dtype"]?.text == "image")
    #expect(try feature()?["shape"] == [10, 15, 3])
    let column = try #require(
      try table("data/chunk-000/file-000").column("\(Self.feature).bytes", definition: 2))
    #expect(column.values.count == 63)
    let size = try PictureSize(width: 15, height: 10)
    let picture = Picture(size, color: Color(17, 17, 255))
    // frame 3 of episode 1
    #expect(column.values[23] == PNG.encode(picture))
  }

  @Test func `statistics of pictures are from 0 to 1`() throws {
    try write(LeRobotOptions(), episodes: 1)
    let url = URL(fileURLWithPath: folder.path("a/meta/stats.json"))
    let stats = try #require(try JSON(parsing: Data(contentsOf: url))[Self.feature])
    func number(_ name: String, _ channel: Int) -> Double? {
      stats[name]?[channel]?[0]?[0]?.double
    }
    #expect(stats["count"] == [20])
    #expect(number("min", 0) == 1 / 255.0)
    #expect(number("max", 1) == 39 / 255.0)
    #expect(abs((number("mean", 0) ?? 0) - 20 / 255.0) < 1e-12)
    // of 1, 3, ..., 39
    #expect(abs((number("std", 0) ?? 0) - 133.0.squareRoot() / 255) < 1e-12)
    #expect(number("mean", 2) == 1 && number("std", 2) == 0)
  }

  @Test func `pictures for a dataset without cameras are refused`() throws {
    let writer = try LeRobotWriter(
      folder: folder.path("a"), environment: RobomimicWriterTests.environment)
    #expect(
      throws: DatasetError.unusableEpisode(index: 0, reason: "has other cameras than the dataset")
    ) {
      try writer.append(
        SampleEpisode.make(steps: 20), pictures: Self.pictures(0, frames: 21))
    }
  }

  // MARK: Videos

  /// What a program says, by lines.
  private func output(_ program: String, _ arguments: [String]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return [UInt8](data)
  }

  @Test func `videos hold the frames of all episodes at their times`() throws {
    let summary = try write(.videos())
    let video = "videos/\(Self.feature)/chunk-000/file-000.mp4"
    #expect(summary.files.contains(video))
    #expect(try folder.names() == ["a"])
    let path = folder.path("a/\(video)")

    // exact times, a key frame for every second
    let words = try output(
      "ffprobe",
      ["-v", "error", "-show_entries", "packet=pts_time,flags", "-of", "csv=p=0", path])
    let lines = String(decoding: words, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 63)
    for (k, line) in lines.enumerated() {
      let parts = line.split(separator: ",")
      #expect(abs((Double(parts[0]) ?? -1) - Double(k) / 20) < 1e-6)
      if k % 2 == 0 && k < 20 { #expect(parts[1].contains("K")) }
    }

    // even sides, and the frames in order
    #expect(try feature()?["shape"] == [10, 16, 3])
    let pixels = try output(
      "ffmpeg", ["-v", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"])
    #expect(pixels.count == 63 * 480)
    let rows = try table("meta/episodes/chunk-000/file-000")
    let starts = try #require(
      rows.column("videos/\(Self.feature)/from_timestamp")?.doubles)
    #expect(starts == [0, 1, 2.05])
    #expect(rows.column("videos/\(Self.feature)/to_timestamp")?.doubles == [1, 2.05, 3.15])
    for (episode, start) in starts.enumerated() {
      for frame in [0, 7, 19] {
        let at = (Int((start * 20).rounded()) + frame) * 480 + 3 * 100
        let grey = 10 * episode + 2 * frame + 1
        #expect(abs(Int(pixels[at]) - grey) <= 4, "episode \(episode), frame \(frame)")
      }
    }
  }

  @Test func `a video that would be too large is followed by another`() throws {
    let summary = try write(
      LeRobotOptions(pictures: .videos(VideoTrack()), videoFileSize: 1))
    #expect(summary.files.count { $0.hasSuffix(".mp4") } == 3)
    let rows = try table("meta/episodes/chunk-000/file-000")
    #expect(rows.column("videos/\(Self.feature)/file_index")?.integers == [0, 1, 2])
    #expect(rows.column("videos/\(Self.feature)/from_timestamp")?.doubles == [0, 0, 0])
  }

  @Test func `without the program there is no dataset`() throws {
    let options = LeRobotOptions(pictures: .videos(VideoTrack(program: "no-such-program")))
    let error = #expect(throws: DatasetError.self) { try write(options) }
    #expect(error?.description.contains("no-such-program") == true)
    #expect(try folder.names() == [])
  }

  @Test func `the same pictures give the same videos`() throws {
    let files = try write(.videos()).files
    try write(.videos(), as: "b")
    for file in files {
      let bytes = try ["a", "b"].map {
        try Data(contentsOf: URL(fileURLWithPath: folder.path("\($0)/\(file)")))
      }
      #expect(bytes[0] == bytes[1], "\(file)")
    }
  }
}
