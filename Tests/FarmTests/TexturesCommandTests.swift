import Foundation
import Testing

/// The command `textures`, as a user runs it.
@Suite struct TexturesCommandTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func run(_ arguments: [String]) throws -> (code: Int32, output: String, error: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Place.demomill)
    process.arguments = ["textures", "--scenes-folder", Place.scenes] + arguments
    // into a file, so that neither pipe fills while the other is read
    let file = "\(scratch.folder)/\(UUID().uuidString)"
    try Data().write(to: URL(fileURLWithPath: file))
    let error = Pipe()
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
    process.standardError = error
    try process.run()
    let data = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, try String(contentsOfFile: file, encoding: .utf8),
      String(decoding: data, as: UTF8.self)
    )
  }

  @Test func listsEveryPreset() throws {
    let all = try run([])
    #expect(all.code == 0)
    #expect(all.output.split(separator: "\n").count >= 1200)
    let marble = try run(["--family", "marble"]).output.split(separator: "\n")
    #expect(marble.count >= 30)
    #expect(marble.allSatisfy { $0.hasPrefix("marble/") && $0.contains("#") })
    #expect(
      marble.contains { $0.contains("\ttest\t") } && marble.contains { $0.contains("\ttrain\t") })
  }

  @Test func printsWhatTexturesAreMadeOf() throws {
    struct Entry: Decodable {
      struct Texture: Decodable {
        var family: String
        var colors: [[Double]]
        var seed: UInt64
      }
      var name: String
      var number: UInt64
      var split: String
      var texture: Texture
    }
    let output = try run(["--family", "plaid", "--json"]).output
    let entries = try JSONDecoder().decode([Entry].self, from: Data(output.utf8))
    #expect(entries.count >= 30)
    for entry in entries {
      #expect(entry.name == "plaid/\(entry.number)" && entry.texture.family == "plaid")
      #expect(entry.split == "test" && entry.texture.seed == entry.number)
      #expect(entry.texture.colors.count == 3)
    }
  }

  @Test func drawsSheets() throws {
    let path = "\(scratch.folder)/s.png"
    let arguments = ["--family", "brick", "--swatches", "3", "--pixels", "16", "--sheet", path]
    #expect(try run(arguments).code == 0)
    let file = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(file.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
    #expect(try run(arguments).code == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == file)
  }

  @Test(arguments: [
    (["--family", "lava"], "--family must be one of flat, gradient"),
    (["--sheet", "x.jpg"], "--sheet must end in .png"),
    (["--pixels", "4"], "--pixels must be between 8 and 512"),
    (["--swatches", "0"], "--swatches must be between 1 and 100"),
    (["--choose", "1"], "--choose must be between 5 and 200"),
    (["--choose", "40", "--json"], "--choose is about all families"),
  ])
  func saysWhatIsWrong(arguments: [String], text: String) throws {
    let result = try run(arguments)
    #expect(result.code == 2)
    #expect(result.error.contains(text), "\(result.error)")
  }
}
