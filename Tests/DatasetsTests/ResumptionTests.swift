import Datasets
import Foundation
import Rendering
import TestSupport
import Testing

/// A dataset whose writer died is gone on with, to the bytes that it would have had.
@Suite struct ResumptionTests {
  private let folder: TemporaryFolder
  private static let count = 15

  init() throws { folder = try TemporaryFolder() }

  /// A new folder for what belongs to one dataset.
  private func place(_ name: String) throws -> URL {
    let url = folder.url.appending(path: name)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url
  }

  /// All files below a folder, by their paths.
  private static func files(_ folder: URL) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let url = folder.appending(path: name)
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      if !isFolder.boolValue { files[name] = try Data(contentsOf: url) }
    }
    return files
  }

  private static func expectSame(
    _ found: URL, _ wanted: [String: Data], _ comment: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let found = try files(found)
    #expect(
      found.keys.sorted() == wanted.keys.sorted(), "\(comment)", sourceLocation: sourceLocation)
    for (name, bytes) in wanted.sorted(by: { $0.key < $1.key }) {
      let isSame = found[name] == bytes
      #expect(isSame, "\(name) \(comment)", sourceLocation: sourceLocation)
    }
  }

  /// A whole dataset, written in one go without an identity.
  private func whole(_ format: ResumableFormat) throws -> [String: Data] {
    let place = try place("whole")
    let writer = try format.writer(in: place, identity: nil)
    for number in 0..<Self.count { try format.append(number, to: writer) }
    _ = try writer.finish()
    return try Self.files(place)
  }

  /// What a process would leave that died now.
  private func leavings(_ folder: URL, as name: String) throws -> URL {
    let copy = self.folder.url.appending(path: name)
    try FileManager.default.copyItem(at: folder, to: copy)
    return copy
  }

  /// What was under way when the process died.
  private static func addGarbage(_ folder: URL, _ format: ResumableFormat) throws {
    let garbage = Data(repeating: 0xA5, count: 70_000)
    for name in try files(folder).keys where name.hasSuffix(".part") {
      let file = try FileHandle(forWritingTo: folder.appending(path: name))
      try file.seekToEnd()
      try file.write(contentsOf: garbage)
      try file.close()
    }
    let others =
      switch format {
      case .webdataset: ["a/train-000007.tar.part", "a/valid-000007.tar"]
      case .lerobot, .images, .videos:
        [
          "a.part/data/chunk-000/file-077.parquet", "a.part/meta/info.json",
          "a.part/meta/episodes/chunk-000/file-078.parquet.part",
        ]
      case .robomimic, .goal, .zarr: [String]()
      }
    for name in others { try garbage.write(to: folder.appending(path: name)) }
    if format == .videos {
      let place = "a.part/videos/observation.images.agentview"
      for name in ["episode.part", "episode.part.part", "chunk-000/file-079.mp4"] {
        try garbage.write(to: folder.appending(path: "\(place)/\(name)"))
      }
    }
  }

  @Test(arguments: ResumableFormat.allCases)
  func `what a dead writer left is gone on with`(_ format: ResumableFormat) throws {
    let whole = try whole(format)
    let died = try place("died")
    let writer = try format.writer(in: died, identity: "a")
    for number in 0..<Self.count {
      try format.append(number, to: writer)
      let done = number + 1
      // just before, at and after checkpoints; videos take time
      let places = format == .videos ? [5, 8, 15] : [3, 4, 5, 7, 8, 11, 15]
      guard places.contains(done) else { continue }
      for hasGarbage in format == .videos ? [true] : [false, true] {
        let again = try leavings(died, as: "again-\(done)-\(hasGarbage)")
        // without a checkpoint there are no files that could have grown
        if hasGarbage, done >= 4 { try Self.addGarbage(again, format) }
        let resumed = try format.writer(in: again, identity: "a")
        #expect(resumed.episodes == done / 4 * 4)
        for number in resumed.episodes..<Self.count { try format.append(number, to: resumed) }
        #expect(try resumed.finish().episodes == (format == .goal ? 3 : 1) * Self.count)
        try Self.expectSame(again, whole, "after \(done), \(hasGarbage)")
      }
    }
    _ = try writer.finish()
    try Self.expectSame(died, whole)
  }

  @Test(arguments: ResumableFormat.allCases)
  func `a writer that is gone on with can die again`(_ format: ResumableFormat) throws {
    let whole = try whole(format)
    var place = try place("0")
    for (round, end) in [6, 7, 10, 13, Self.count].enumerated() {
      let writer = try format.writer(in: place, identity: "a")
      for number in writer.episodes..<end { try format.append(number, to: writer) }
      if end == Self.count {
        _ = try writer.finish()
      } else {
        place = try leavings(place, as: "\(round + 1)")
      }
    }
    try Self.expectSame(place, whole)
  }

  @Test(arguments: ResumableFormat.allCases)
  func `another one's leavings are of no use`(_ format: ResumableFormat) throws {
    let whole = try whole(format)
    let died = try place("died")
    let writer = try format.writer(in: died, identity: "a")
    for number in 0..<10 { try format.append(number, to: writer) }
    for (name, identity) in [("other", "b"), ("none", nil)] {
      let again = try leavings(died, as: name)
      let other = try format.writer(in: again, identity: identity)
      #expect(other.episodes == 0)
      // that one is of no use any more to the first either
      if format != .webdataset || identity != nil {
        let third = try leavings(again, as: "\(name)-third")
        #expect(try format.writer(in: third, identity: "a").episodes == 0)
      }
      for number in 0..<Self.count { try format.append(number, to: other) }
      _ = try other.finish()
      // shards are looked after only with an identity
      if format != .webdataset || identity != nil { try Self.expectSame(again, whole, name) }
    }
  }

  @Test(arguments: ResumableFormat.allCases.filter { $0 != .images })
  func `what is missing is written anew`(_ format: ResumableFormat) throws {
    let whole = try whole(format)
    let died = try place("died")
    let writer = try format.writer(in: died, identity: "a")
    for number in 0..<10 { try format.append(number, to: writer) }
    let names = try Self.files(died).keys.filter { $0 != "a.part.state" }.sorted()
    for (number, name) in names.enumerated() {
      let again = try leavings(died, as: "cut-\(number)")
      if name.hasSuffix(".part") {
        let file = try FileHandle(forWritingTo: again.appending(path: name))
        try file.truncate(atOffset: 3)
        try file.close()
      } else {
        try FileManager.default.removeItem(at: again.appending(path: name))
      }
      let resumed = try format.writer(in: again, identity: "a")
      for number in resumed.episodes..<Self.count { try format.append(number, to: resumed) }
      _ = try resumed.finish()
      try Self.expectSame(again, whole, "with another \(name)")
    }
    // so is what a torn note speaks of
    let torn = try leavings(died, as: "torn")
    let note = torn.appending(path: "a.part.state")
    try Data(contentsOf: note).dropLast(9).write(to: note)
    #expect(try format.writer(in: torn, identity: "a").episodes == 0)
  }

  @Test(arguments: ResumableFormat.allCases)
  func `an export that fails leaves nothing`(_ format: ResumableFormat) throws {
    let place = try place("failed")
    do {
      let writer = try format.writer(in: place, identity: "a")
      for number in 0..<9 { try format.append(number, to: writer) }
    }
    #expect(try Self.files(place).isEmpty)
  }

  /// Makes videos as usual, and tells before one is put into its file.
  private struct ToldVideos: LeRobotVideoMaker {
    let track = VideoTrack()
    let tell: @Sendable () throws -> Void
    var codec: String { track.codec }
    var pixelFormat: String { track.pixelFormat }
    func videoSize(of size: PictureSize) -> PictureSize { track.videoSize(of: size) }
    func encode(_ frames: some Sequence<Picture>, framesPerSecond: Int, to stream: String) throws {
      try track.encode(frames, framesPerSecond: framesPerSecond, to: stream)
    }
    func wrap(_ stream: String, framesPerSecond: Int, to path: String) throws {
      try tell()
      try track.wrap(stream, framesPerSecond: framesPerSecond, to: path)
    }
  }

  @Test func `a writer that dies while it ends its files is gone on with`() throws {
    let format = ResumableFormat.videos
    let whole = try whole(format)
    let died = try place("died")
    let copies = try place("copies")
    let maker = ToldVideos {
      let name = String(try FileManager.default.contentsOfDirectory(atPath: copies.path).count)
      try FileManager.default.copyItem(at: died, to: copies.appending(path: name))
    }
    let writer = try format.writer(in: died, identity: "a", maker: maker)
    for number in 0..<Self.count { try format.append(number, to: writer) }
    _ = try writer.finish()
    let names = try FileManager.default.contentsOfDirectory(atPath: copies.path)
    #expect(names.count > 1)
    for name in names {
      let again = copies.appending(path: name)
      let resumed = try format.writer(in: again, identity: "a")
      if Int(name) == names.count - 1 { #expect(resumed.episodes == 12) }
      for number in resumed.episodes..<Self.count { try format.append(number, to: resumed) }
      _ = try resumed.finish()
      try Self.expectSame(again, whole, name)
    }
  }

  @Test(arguments: [ResumableFormat.zarr, .webdataset])
  func `a file that had its name already is gone on with`(_ format: ResumableFormat) throws {
    let died = try place("died")
    let writer = try format.writer(in: died, identity: "a")
    for number in 0..<Self.count { try format.append(number, to: writer) }
    let note = try Data(contentsOf: died.appending(path: "a.part.state"))
    _ = try writer.finish()
    let whole = try Self.files(died)
    try note.write(to: died.appending(path: "a.part.state"))
    let resumed = try format.writer(in: died, identity: "a")
    #expect(resumed.episodes == 12)
    for number in 12..<Self.count { try format.append(number, to: resumed) }
    _ = try resumed.finish()
    try Self.expectSame(died, whole)
  }

  @Test func `chunks of a replay buffer are gone on with`() throws {
    func writer(_ name: String, _ identity: String?) throws -> ZarrWriter {
      var options = ZarrWriter.Options()
      options.identity = identity
      return try ZarrWriter(
        path: folder.path(name), environment: RobomimicWriterTests.environment, options: options)
    }
    func append(_ numbers: Range<Int>, to writer: ZarrWriter) throws {
      for k in numbers { try writer.append(SampleEpisode.make(scene: k % 20, steps: 30)) }
    }
    // by the 500th, texts fill a chunk and the objects' numbers do too
    let whole = try writer("whole", nil)
    try append(0..<620, to: whole)
    _ = try whole.finish()
    let died = try writer("died", "a")
    try append(0..<600, to: died)
    for ending in [".part", ".part.state"] {
      try FileManager.default.copyItem(
        atPath: folder.path("died\(ending)"), toPath: folder.path("again\(ending)"))
    }
    let resumed = try writer("again", "a")
    #expect(resumed.episodes == 500)
    try append(500..<620, to: resumed)
    _ = try resumed.finish()
    let bytes = try ["again", "whole"].map {
      try Data(contentsOf: URL(fileURLWithPath: folder.path($0)))
    }
    let isSame = bytes[0] == bytes[1]
    #expect(isSame)
  }
}
