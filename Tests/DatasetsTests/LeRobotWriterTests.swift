import Datasets
import Episodes
import Foundation
import Geometry
import JSONText
import Parquet
import TestSupport
import Testing

/// The exported folder has LeRobot's layout, and holds what the episodes hold.
@Suite struct LeRobotWriterTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @discardableResult private func write(
    _ episodes: [Episode], as name: String = "a", _ options: LeRobotOptions = LeRobotOptions(),
    sides: [DatasetSide]? = nil
  ) throws -> DatasetSummary {
    let sides = sides ?? episodes.map { _ in .train }
    let writer = try LeRobotWriter(
      folder: folder.path(name), environment: RobomimicWriterTests.environment, options: options)
    for (episode, side) in zip(episodes, sides) { try writer.append(episode, side: side) }
    return try writer.finish()
  }

  private func table(_ name: String, in dataset: String = "a") throws -> ParquetReader {
    try #require(try ParquetReader(path: folder.path("\(dataset)/\(name).parquet")))
  }

  private func json(_ name: String, in dataset: String = "a") throws -> JSON {
    let url = URL(fileURLWithPath: folder.path("\(dataset)/meta/\(name).json"))
    return try JSON(parsing: Data(contentsOf: url))
  }

  private static let data = "data/chunk-000/file-000"
  private static let episodeTable = "meta/episodes/chunk-000/file-000"

  // MARK: Layout

  @Test func `the information adds up`() throws {
    var episodes = (0..<6).map { SampleEpisode.make(scene: $0, steps: 30 + $0) }
    episodes[2].recipe.language = "stack the cubes"
    let summary = try write(episodes)
    #expect(summary.episodes == 6 && summary.frames == 195)
    #expect(
      summary.files == [
        "\(Self.data).parquet", "\(Self.episodeTable).parquet", "meta/info.json",
        "meta/recipes.parquet", "meta/splits.json", "meta/stats.json", "meta/tasks.parquet",
      ])
    let info = try json("info")
    #expect(info["codebase_version"]?.text == "v3.0")
    #expect(info["robot_type"]?.text == "panda")
    #expect(info["fps"]?.int == 20)
    #expect(info["total_episodes"]?.int == 6)
    #expect(info["total_frames"]?.int == 195)
    #expect(info["total_tasks"]?.int == 2)
    #expect(info["video_path"] == .null)
    let state = info["features"]?["observation.state"]
    #expect(state?["shape"] == [16] && state?["names"]?.elements?.count == 16)
    #expect(info["features"]?["observation.environment_state"]?["shape"] == [20])

    // texts are the index of a pandas table
    let tasks = try table("meta/tasks")
    #expect(tasks.column("task_index")?.integers == [0, 1])
    #expect(
      tasks.column("__index_level_0__")?.texts
        == ["put the red cube on the green one", "stack the cubes"])
    let pandas = try JSON(parsing: Array(try #require(tasks.metadata["pandas"]).utf8))
    #expect(pandas["index_columns"] == ["__index_level_0__"])
    #expect(pandas["columns"]?.elements?.count == 2)
  }

  @Test func `frames are numbered through`() throws {
    var episodes = (0..<3).map { SampleEpisode.make(scene: $0, steps: 20 + $0) }
    episodes[1].recipe.language = "other"
    try write(episodes)
    let frames = try table(Self.data)
    let steps = [20, 21, 22]
    #expect(frames.rows == 63)
    #expect(frames.column("index")?.integers == (0..<63).map(Int64.init))
    #expect(frames.column("frame_index")?.integers == steps.flatMap { (0..<$0).map(Int64.init) })
    #expect(
      frames.column("episode_index")?.integers
        == steps.enumerated().flatMap { Array(repeating: Int64($0), count: $1) })
    #expect(
      frames.column("task_index")?.integers
        == steps.enumerated().flatMap { Array(repeating: $0 == 1 ? 1 : 0, count: $1) })
    #expect(
      frames.column("timestamp")?.floats
        == steps.flatMap { (0..<$0).map { Float(Double($0) / 20) } })

    let rows = try table(Self.episodeTable)
    #expect(rows.column("episode_index")?.integers == [0, 1, 2])
    #expect(rows.column("length")?.integers == [20, 21, 22])
    #expect(rows.column("dataset_from_index")?.integers == [0, 20, 41])
    #expect(rows.column("dataset_to_index")?.integers == [20, 41, 63])
    #expect(
      rows.column("tasks.list.element", repetition: 1, definition: 3)?.texts
        == ["put the red cube on the green one", "other", "put the red cube on the green one"])
  }

  // MARK: Content

  @Test func `rows are the episode's`() throws {
    let episode = SampleEpisode.make(steps: 25)
    try write([episode])
    let frames = try table(Self.data)
    func numbers(_ name: String) throws -> [Float] {
      try #require(
        frames.column("\(name).list.element", repetition: 1, definition: 3)
      ).floats
    }
    #expect(try numbers("action") == episode.actions.map { Float($0) })

    // the state before each step: hand, fingers, joints
    let state = try numbers("observation.state")
    #expect(state.count == 25 * 16)
    let hand = episode.eefPose(atStep: 7)
    let (p, q) = (hand.position, hand.orientation)
    let row = [p.x, p.y, p.z, q.x, q.y, q.z, q.w] + episode.gripperPositions[14..<16]
    let joints = episode.jointPositions[49..<56]
    #expect(Array(state[7 * 16..<8 * 16]) == (row + joints).map { Float($0) })
    let object = try numbers("observation.environment_state")[7 * 20 + 10..<7 * 20 + 20]
    let plate = episode.pose(ofBody: 4, atStep: 7)
    let (o, r) = (plate.position, plate.orientation)
    let d = o - p
    #expect(
      Array(object) == [o.x, o.y, o.z, r.x, r.y, r.z, r.w, d.x, d.y, d.z].map { Float($0) })

    #expect(frames.column("next.done")?.flags == (0..<25).map { $0 == 24 })
    #expect(frames.column("next.success")?.flags == (0..<25).map { $0 >= 15 })
    #expect(frames.column("next.reward")?.floats == (0..<25).map { $0 >= 15 ? 1 : 0 })
  }

  @Test func `sides are ranges of episodes`() throws {
    let episodes = (0..<6).map { SampleEpisode.make(scene: $0, steps: 12) }
    let summary = try write(episodes, sides: [.train, .train, .train, .valid, .test, .test])
    #expect(summary.train == 3 && summary.valid == 1 && summary.test == 2)
    #expect(try json("info")["splits"] == ["train": "0:3", "valid": "3:4", "test": "4:6"])
    #expect(try json("splits") == ["train": [0, 1, 2], "valid": [3], "test": [4, 5]])

    // what is empty is not there, but lists for training and validation are
    try write(Array(episodes.prefix(2)), as: "b")
    #expect(try json("info", in: "b")["splits"] == ["train": "0:2"])
    #expect(try json("splits", in: "b") == ["train": [0, 1], "valid": []])
    try write(Array(episodes.prefix(2)), as: "c", sides: [.valid, .valid])
    #expect(try json("info", in: "c")["splits"] == ["valid": "0:2"])
  }

  @Test func `episodes come side by side`() throws {
    let writer = try LeRobotWriter(
      folder: folder.path("a"), environment: RobomimicWriterTests.environment)
    try writer.append(SampleEpisode.make(steps: 12))
    try writer.append(SampleEpisode.make(scene: 1, steps: 12), side: .test)
    for side in [DatasetSide.train, .valid] {
      #expect(
        throws: DatasetError.unusableEpisode(
          index: 2,
          reason: "is of the side \(side.rawValue), but comes after one of the side test")
      ) { try writer.append(SampleEpisode.make(scene: 2, steps: 12), side: side) }
    }
    try writer.append(SampleEpisode.make(scene: 3, steps: 12), side: .test)
    let summary = try writer.finish()
    #expect(summary.train == 1 && summary.valid == 0 && summary.test == 2)
    #expect(try json("info")["splits"] == ["train": "0:1", "test": "1:3"])
  }

  @Test func `each episode has a recipe`() throws {
    try write((0..<3).map { SampleEpisode.make(scene: $0, steps: 12) })
    let recipes = try table("meta/recipes")
    #expect(recipes.rows == 3 && recipes.columns == ["episode_index", "recipe"])
  }

  // MARK: Statistics

  @Test func `statistics are of all frames`() throws {
    let episodes = (0..<5).map { SampleEpisode.make(scene: $0, motion: $0, steps: 20 + 9 * $0) }
    try write(episodes)
    let actions = episodes.flatMap(\.actions).map { Double(Float($0)) }
    let stats = try #require(try json("stats")["action"])
    let count = actions.count / 7
    #expect(stats["count"] == [JSON(count)])
    for k in 0..<7 {
      let column = (0..<count).map { actions[7 * $0 + k] }
      let mean = column.reduce(0, +) / Double(count)
      let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
      #expect(stats["min"]?[k]?.double == column.min())
      #expect(stats["max"]?[k]?.double == column.max())
      #expect(abs((stats["mean"]?[k]?.double ?? 9) - mean) < 1e-12)
      #expect(abs((stats["std"]?[k]?.double ?? 9) - variance.squareRoot()) < 1e-12)
    }
  }

  @Test func `quantiles are those of LeRobot's histogram`() throws {
    var episode = SampleEpisode.make(steps: 1000)
    for step in 0..<1000 { episode.actions[7 * step] = Double((step * 389) % 1000) / 1000 }
    try write([episode])
    let stats = try #require(try json("stats")["action"])
    // as lerobot 0.4.4 computes them for 0, 0.001, ..., 0.999
    for (name, value) in [
      ("q01", 0.0091908), ("q10", 0.0991008), ("q50", 0.4991004), ("q90", 0.8991), ("q99", 0.98901),
    ] {
      let found = try #require(stats[name]?[0]?.double)
      #expect(abs(found - value) < 1e-6, "\(name) is \(found)")
    }
  }

  @Test func `the statistics of an episode stand beside it`() throws {
    let episodes = [10, 30].map { SampleEpisode.make(scene: $0, steps: $0) }
    try write(episodes)
    let rows = try table(Self.episodeTable)
    let path = "stats/timestamp"
    let most = rows.column("\(path)/max.list.element", repetition: 1, definition: 3)
    #expect(most?.doubles == [Double(Float(0.45)), Double(Float(1.45))])
    let count = rows.column("\(path)/count.list.element", repetition: 1, definition: 3)
    #expect(count?.integers == [10, 30])

    var options = LeRobotOptions()
    options.keepsEpisodeStatistics = false
    try write(episodes, as: "b", options)
    #expect(try !table(Self.episodeTable, in: "b").columns.contains { $0.hasPrefix("stats/") })
  }

  // MARK: Files

  @Test func `a file that would be too large is followed by another`() throws {
    let episodes = (0..<6).map { SampleEpisode.make(scene: $0, steps: 100) }
    let summary = try write(episodes, LeRobotOptions(dataFileSize: 80_000))
    let files = summary.files.filter { $0.hasPrefix("data/") }
    #expect(files.count > 1)
    var next: Int64 = 0
    let rows = try ParquetReader(path: folder.path("a/\(Self.episodeTable).parquet"))
    for (number, file) in files.enumerated() {
      let path = folder.path("a/\(file)")
      let size = try #require(
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
      #expect(size <= 80_000)
      let frames = try #require(try ParquetReader(path: path)?.column("index")?.integers)
      #expect(frames.first == next && frames.count % 100 == 0)
      next += Int64(frames.count)
      let own = rows?.column("data/file_index")?.integers.count { $0 == number }
      if let own { #expect(own * 100 == frames.count) }
    }
    #expect(next == 600)
  }

  // MARK: Reproduction, faults

  @Test func `the same episodes give the same bytes`() throws {
    let episodes = (0..<3).map { SampleEpisode.make(scene: $0, steps: 20) }
    let files = try write(episodes).files
    #expect(try write(episodes, as: "b").files == files)
    for file in files {
      let bytes = try ["a", "b"].map {
        try Data(contentsOf: URL(fileURLWithPath: folder.path("\($0)/\(file)")))
      }
      #expect(bytes[0] == bytes[1], "\(file)")
    }
  }

  @Test func `nothing is there before the end`() throws {
    do {
      let writer = try LeRobotWriter(
        folder: folder.path("a"), environment: RobomimicWriterTests.environment)
      try writer.append(SampleEpisode.make(steps: 12))
      #expect(try folder.names() == ["a.part"])
    }
    #expect(try folder.names() == [])
    #expect(throws: DatasetError.empty) { try write([]) }
    #expect(try folder.names() == [])
  }

  @Test func `what is there already stays`() throws {
    try write([SampleEpisode.make(steps: 12)])
    #expect(
      throws: DatasetError.folder(path: folder.path("a"), reason: "is there already")
    ) { try write([SampleEpisode.make(steps: 13)]) }
    #expect(try json("info")["total_frames"]?.int == 12)
    #expect(throws: DatasetError.self) { try write([SampleEpisode.make()], as: "no/such") }
  }

  @Test(arguments: 0..<5)
  func `unusable episodes are refused whole`(_ fault: Int) throws {
    let good = (0..<2).map { SampleEpisode.make(scene: $0, steps: 20) }
    var bad = SampleEpisode.make(steps: 20)
    switch fault {
    case 0: bad.states[17] = .nan
    case 1: bad.bodies[4] = "other"
    case 2: bad.recipe.robot = "sawyer"
    case 3: bad.recipe.controlFrequency = 10
    default: bad.recipe.language = ""
    }
    let writer = try LeRobotWriter(
      folder: folder.path("a"), environment: RobomimicWriterTests.environment)
    try writer.append(good[0])
    let error = #expect(throws: DatasetError.self) { try writer.append(bad) }
    guard case .unusableEpisode(1, _) = error else {
      Issue.record("unexpected: \(String(describing: error))")
      return
    }
    // as if it had never been asked for
    try writer.append(good[1])
    let files = try writer.finish().files
    try write(good, as: "b")
    for file in files {
      let bytes = try ["a", "b"].map {
        try Data(contentsOf: URL(fileURLWithPath: folder.path("\($0)/\(file)")))
      }
      #expect(bytes[0] == bytes[1], "\(file)")
    }
  }
}
