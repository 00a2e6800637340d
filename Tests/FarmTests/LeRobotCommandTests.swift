import Catalog
import Foundation
import Testing

/// The command `multiply` with LeRobot's formats, as a user runs it.
@Suite(.serialized) struct LeRobotCommandTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func run(_ out: String, _ extra: [String] = []) throws -> (code: Int32, output: Data) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Place.demomill)
    process.arguments =
      [
        "multiply", Place.demo("stack_robosuite.hdf5"), "--task", "stack", "--scenes", "5",
        "--motions", "2", "--seed", "2", "--valid", "0.4", "--json", "--out",
        "\(scratch.folder)/\(out)", "--scenes-folder", Place.scenes,
      ] + extra
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, data)
  }

  private func object(_ data: Data) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func json(_ path: String) throws -> [String: Any] {
    try object(try Data(contentsOf: URL(fileURLWithPath: "\(scratch.folder)/\(path)")))
  }

  @Test func `a folder comes out, the same on any number of workers`() throws {
    let first = try run("a", ["--format", "lerobot", "--workers", "2"])
    #expect(first.code == 0)
    let summary = try object(first.output)
    let info = try json("a/meta/info.json")
    #expect(info["codebase_version"] as? String == "v3.0")
    let kept = try #require(summary["kept"] as? Int)
    #expect(info["total_episodes"] as? Int == kept && kept > 4)

    // those for validation come last
    let (train, valid) = (summary["train"] as? Int ?? 0, summary["valid"] as? Int ?? 0)
    #expect(train > 0 && valid > 0 && train + valid == kept)
    #expect(
      info["splits"] as? [String: String] == ["train": "0:\(train)", "valid": "\(train):\(kept)"])

    let second = try run("b", ["--format", "lerobot", "--workers", "1"])
    #expect(try object(second.output)["sha256"] as? String == summary["sha256"] as? String)
    let other = try run("c", ["--format", "lerobot", "--seed", "3"])
    #expect(try object(other.output)["sha256"] as? String != summary["sha256"] as? String)

    // what is there is never written over
    #expect(try run("a", ["--format", "lerobot"]).code == 2)
    #expect(try run("d", ["--format", "csv"]).code == 2)
  }

  @Test func `pictures are images or videos`() throws {
    let cameras = ["--cameras", "agentview", "--image-size", "32x32", "--samples", "1"]
    for (format, kind) in [("lerobot", "image"), ("lerobot_video", "video")] {
      #expect(try run(format, cameras + ["--format", format]).code == 0)
      let features = try json("\(format)/meta/info.json")["features"] as? [String: Any]
      let camera = features?["observation.images.agentview"] as? [String: Any]
      #expect(camera?["dtype"] as? String == kind)
      #expect(camera?["shape"] as? [Int] == [32, 32, 3])
      let video = "\(scratch.folder)/\(format)/videos/observation.images.agentview/chunk-000"
      #expect(
        FileManager.default.fileExists(atPath: "\(video)/file-000.mp4") == (kind == "video"))
    }
  }
}
