import Foundation
import Rendering
import Testing

@Suite(.serialized) struct VideoEncoderTests {
  /// A folder of its own that goes when the test is over.
  private final class Folder {
    let path = FileManager.default.temporaryDirectory.path + "/clips-\(UUID().uuidString)"
    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }
    var files: [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    /// A program of shell lines that stands for ffmpeg.
    func program(_ lines: String) throws -> String {
      let file = path + "/program"
      try Data("#!/bin/sh\n\(lines)\n".utf8).write(to: URL(fileURLWithPath: file))
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
      return file
    }
  }

  /// What ffprobe says of a clip, one `key=value` a line.
  private func probe(_ path: String) throws -> Set<String> {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "ffprobe", "-v", "error", "-count_frames", "-show_entries",
      "stream=codec_name,codec_type,pix_fmt,width,height,nb_read_frames,r_frame_rate,color_space"
        + ":format=nb_streams:format_tags=encoder,creation_time:stream_tags=encoder",
      "-of", "default=noprint_wrappers=1", path,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let said = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return Set(String(decoding: said, as: UTF8.self).split(separator: "\n").map(String.init))
  }

  /// The first frame of a clip.
  private func firstFrame(_ path: String, _ size: PictureSize) throws -> Picture {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "ffmpeg", "-v", "error", "-nostdin", "-i", path, "-frames:v", "1", "-f", "rawvideo",
      "-pix_fmt", "rgb24", "-",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = [UInt8](pipe.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    try #require(bytes.count == 3 * size.count)
    var picture = Picture(size)
    for y in 0..<size.height {
      for x in 0..<size.width {
        let at = 3 * (y * size.width + x)
        picture[x, y] = Color(bytes[at], bytes[at + 1], bytes[at + 2])
      }
    }
    return picture
  }

  @Test(arguments: [(84, 84, 84, 84), (85, 83, 86, 84), (1, 1, 2, 2), (256, 128, 256, 128)])
  func makesClips(width: Int, height: Int, evenWidth: Int, evenHeight: Int) throws {
    let folder = try Folder()
    let path = folder.path + "/clip.mp4"
    let frames = try SampleFrames.many(23, width: width, height: height)
    try VideoEncoder(framesPerSecond: 20).write(frames, path: path)
    #expect(folder.files == ["clip.mp4"])
    #expect(
      try probe(path) == [
        "codec_name=h264", "codec_type=video", "pix_fmt=yuv420p", "width=\(evenWidth)",
        "height=\(evenHeight)", "nb_read_frames=23", "r_frame_rate=20/1", "color_space=bt709",
        "nb_streams=1", "TAG:encoder=Lavc libx264",
      ])

    // the picture itself, and the grown column and row, which repeat their neighbours
    let size = try PictureSize(width: evenWidth, height: evenHeight)
    let shown = try firstFrame(path, size)
    var expected = Picture(size)
    for y in 0..<evenHeight {
      for x in 0..<evenWidth {
        expected[x, y] = frames[0][min(x, width - 1), min(y, height - 1)]
      }
    }
    #expect(SampleFrames.difference(shown, expected) < 5)
    let edges =
      (0..<evenWidth).map { ($0, evenHeight - 1) } + (0..<evenHeight).map { (evenWidth - 1, $0) }
    let apart = edges.map { abs(Int(shown[$0.0, $0.1].green) - Int(expected[$0.0, $0.1].green)) }
    #expect(apart.reduce(0, +) < 8 * edges.count)
  }

  /// Bytes in memory are the file's, twice the same, with the index before the pictures.
  @Test func sameFramesSameBytes() throws {
    let frames = try SampleFrames.many(30)
    let encoder = try VideoEncoder(framesPerSecond: 20)
    let clip = try encoder.encode(frames)
    #expect(try encoder.encode(frames) == clip)
    let folder = try Folder()
    let writer = try encoder.start(frames[0].size, path: folder.path + "/a.mp4")
    for frame in frames { try writer.append(frame) }
    try writer.finish()
    writer.cancel()
    #expect(writer.count == 30)
    #expect([UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path + "/a.mp4"))) == clip)
    let data = Data(clip)
    let index = try #require(data.range(of: Data("moov".utf8)))
    let pictures = try #require(data.range(of: Data("mdat".utf8)))
    #expect(index.lowerBound < pictures.lowerBound)
    #expect(try VideoEncoder(framesPerSecond: 10).encode(frames) != clip)
  }

  @Test func refusesFrames() throws {
    let folder = try Folder()
    let path = folder.path + "/a.mp4"
    let encoder = try VideoEncoder(framesPerSecond: 20)
    #expect(throws: VideoError.invalid(field: "frames", reason: "must not be empty")) {
      try encoder.encode([])
    }
    #expect(
      throws: VideoError.invalid(
        field: "frames[1]", reason: "is 80x84, but the first one is 84x84")
    ) { try encoder.write([SampleFrames.one(), SampleFrames.one(width: 80)], path: path) }
    #expect(
      throws: VideoError.invalid(
        field: "framesPerSecond", reason: "is 0, but must be between 1 and 240")
    ) { try VideoEncoder(framesPerSecond: 0) }
    let error = #expect(throws: VideoError.self) {
      try encoder.write([SampleFrames.one()], path: folder.path + "/none/a.mp4")
    }
    #expect(error?.description.contains("No such file or directory") == true)
    #expect(folder.files.isEmpty)
  }

  @Test func givenUpLeavesNothing() throws {
    let folder = try Folder()
    do {
      let clip = try VideoEncoder(framesPerSecond: 20)
        .start(PictureSize(width: 84, height: 84), path: folder.path + "/a.mp4")
      for frame in try SampleFrames.many(10) { try clip.append(frame) }
    }
    #expect(folder.files.isEmpty)
  }

  @Test func noProgram() throws {
    let error = #expect(throws: VideoError.programMissing("no-such-ffmpeg")) {
      try VideoEncoder(framesPerSecond: 20, program: "no-such-ffmpeg").encode([SampleFrames.one()])
    }
    #expect(error?.description.contains("apt-get install ffmpeg") == true)
  }

  /// A child that dies at once, or after much talk while nobody reads from it, is no SIGPIPE and
  /// no deadlock.
  @Test(arguments: [
    ("echo 'out of ink' >&2; exit 3", "it ended with 3: out of ink"),
    ("head -c 1000 > /dev/null; echo gone >&2; kill -9 $$", "signal 9: gone"),
    (
      "i=0; while [ $i -lt 20000 ]; do echo 'a long complaint, number '$i >&2; i=$((i+1)); done;"
        + "exit 4", "it ended with 4"
    ),
    ("exec 0<&-; exit 0", "before it had all frames"),
    ("cat > /dev/null; exit 5", "it ended with 5"),
  ])
  func programsThatFail(lines: String, complaint: String) throws {
    let folder = try Folder()
    let encoder = try VideoEncoder(
      framesPerSecond: 20, program: folder.program(lines), deadline: .seconds(60))
    let frames = try SampleFrames.many(40, width: 256, height: 256)
    let error = #expect(throws: VideoError.self) {
      try encoder.write(frames, path: folder.path + "/a.mp4")
    }
    #expect(error?.description.contains(complaint) == true, "\(error?.description ?? "")")
    #expect(folder.files == ["program"])
  }

  /// One that reads nothing, and one that never ends.
  @Test(arguments: ["exec sleep 60", "cat > /dev/null; exec sleep 60"])
  func deadline(lines: String) throws {
    let folder = try Folder()
    let encoder = try VideoEncoder(
      framesPerSecond: 20, program: folder.program(lines), deadline: .milliseconds(300))
    let frames = try SampleFrames.many(20, width: 256, height: 256)
    let begin = ContinuousClock.now
    #expect(throws: VideoError.deadline(.milliseconds(300))) {
      try encoder.write(frames, path: folder.path + "/a.mp4")
    }
    #expect(.now - begin < .seconds(20))
    #expect(folder.files == ["program"])
  }
}
