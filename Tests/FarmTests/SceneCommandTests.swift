import Foundation
import Testing

/// The command `scene`, as a user runs it.
@Suite struct SceneCommandTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func run(_ arguments: [String]) throws -> (code: Int32, error: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Place.demomill)
    process.arguments = ["scene", "--scenes-folder", Place.scenes] + arguments
    let error = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = error
    try process.run()
    let data = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  /// Draws a file and gives its bytes.
  private func draw(_ name: String, _ arguments: [String]) throws -> Data {
    let path = "\(scratch.folder)/\(name)"
    let result = try run(["--task", "stack", "--out", path] + arguments)
    try #require(result.code == 0, "\(result.error)")
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  /// Width and height of a PNG.
  private func size(_ file: Data) -> [Int] {
    [16, 20].map { at in file[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
  }

  @Test func drawsTheSameTwiceAndOtherSeedsOtherwise() throws {
    let first = try draw("a.png", ["--size", "80x60"])
    #expect(first.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
    #expect(size(first) == [160, 60])
    #expect(try draw("b.png", ["--size", "80x60"]) == first)
    #expect(try draw("c.png", ["--size", "80x60", "--seed", "2"]) != first)
    #expect(try draw("d.png", ["--size", "80x60", "--index", "1"]) != first)
    #expect(size(try draw("e.png", ["--size", "80x60", "--view", "plan"])) == [80, 60])
  }

  @Test func drawsSheets() throws {
    let sheet = try draw("s.png", ["--sheet", "2x3", "--size", "64x48", "--view", "perspective"])
    #expect(size(sheet) == [3 * 70 + 6, 2 * 65 + 6])
  }

  @Test(arguments: [
    (["--task", "stack", "--out", "x.jpg"], "--out"),
    (["--task", "stack", "--out", "x.png", "--size", "0x60"], "--size: width is 0"),
    (["--task", "stack", "--out", "x.png", "--size", "80x100000"], "--size: height is 100000"),
    (["--task", "stack", "--out", "x.png", "--size", "80"], "--size"),
    (["--task", "stack", "--out", "x.png", "--sheet", "0x2"], "--sheet"),
    (["--task", "juggle", "--out", "x.png"], "--task must be one of"),
    (["--task", "stack", "--out", "x.png", "--distribution", "D9"], "--distribution must be one"),
  ])
  func saysWhatIsWrong(arguments: [String], text: String) throws {
    var arguments = arguments
    arguments[3] = "\(scratch.folder)/\(arguments[3])"
    let result = try run(arguments)
    #expect(result.code == 2)
    #expect(result.error.contains(text), "\(result.error)")
    #expect(!FileManager.default.fileExists(atPath: arguments[3]))
  }
}
