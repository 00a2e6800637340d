import Demonstrations
import Foundation
import Testing

/// Kitchens from the command line: recorded, multiplied, drawn, verified.
@Suite(.serialized) struct KitchenCommandTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func run(_ arguments: [String]) throws -> (code: Int32, output: Data, error: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Place.demomill)
    process.arguments = arguments + ["--scenes-folder", Place.scenes]
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    let words = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, data, String(decoding: words, as: UTF8.self))
  }

  private func path(_ name: String) -> String { "\(scratch.folder)/\(name)" }

  private func object(_ data: Data) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func aSpecMakesTheSamePictureInAnotherProcess() throws {
    let first = [
      "scene", "--task", "pnp_counter_to_sink", "--seed", "3", "--index", "2", "--layouts",
      "galley", "--distractors", "2", "--size", "80x60", "--json",
    ]
    let drawn = try run(first + ["--out", path("a.png")])
    try #require(drawn.code == 0, "\(drawn.error)")
    let document = try object(drawn.output)
    let spec = try #require(document["spec"] as? [String: Any])
    #expect(spec["distractors"] as? Int == 2)
    #expect((spec["layout"] as? String)?.hasPrefix("galley/") == true)
    #expect((document["facts"] as? [String: String])?["obj"]?.isEmpty == false)
    let bare = try JSONSerialization.data(withJSONObject: spec)
    #expect(bare.count < 4000)

    // from the document, and from the spec alone
    try drawn.output.write(to: URL(fileURLWithPath: path("a.json")))
    try bare.write(to: URL(fileURLWithPath: path("b.json")))
    let picture = try Data(contentsOf: URL(fileURLWithPath: path("a.png")))
    for name in ["a.json", "b.json"] {
      let again = try run([
        "scene", "--spec", path(name), "--size", "80x60", "--json", "--out", path("b.png"),
      ])
      try #require(again.code == 0, "\(again.error)")
      #expect(again.output == drawn.output)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path("b.png"))) == picture)
    }

    // another aspect is another picture
    var other = spec
    var seeds = try #require(spec["seeds"] as? [String: Any])
    seeds["textures"] = 7
    other["seeds"] = seeds
    try JSONSerialization.data(withJSONObject: other)
      .write(to: URL(fileURLWithPath: path("c.json")))
    #expect(
      try run(["scene", "--spec", path("c.json"), "--size", "80x60", "--out", path("c.png")]).code
        == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path("c.png"))) != picture)
  }

  @Test func saysWhatIsWrong() throws {
    let kitchen = ["scene", "--task", "pnp_counter_to_sink", "--json"]
    let table = ["scene", "--task", "stack", "--json"]
    try Data(#"{"task": "pnp_counter_to_sink"}"#.utf8)
      .write(to: URL(fileURLWithPath: path("half.json")))
    for (arguments, words) in [
      (kitchen + ["--layouts", "moon"], "--layouts: moon is no layout; known are"),
      (kitchen + ["--styles", "nordic,moon"], "--styles: moon is no style; known are"),
      (kitchen + ["--distractors", "3-2"], "--distractors"),
      (kitchen + ["--pin", "colour=3"], "--pin"), (table + ["--styles", "nordic"], "kitchen"),
      (["scene", "--task", "stack"], "--out or --json"),
      (["scene", "--spec", path("none.json"), "--json"], "cannot be read"),
      (["scene", "--spec", path("half.json"), "--json"], "layout is missing"),
      (kitchen + ["--spec", path("half.json"), "--styles", "nordic"], "--spec"),
    ] {
      let result = try run(arguments)
      #expect(result.code == 2 && result.error.contains(words), "\(arguments): \(result.error)")
    }
  }

  @Test func multipliesVerifiesAndMultipliesAgain() throws {
    let source = path("source.hdf5")
    let recorded = try run([
      "record", "--task", "pnp_counter_to_sink", "--count", "3", "--seed", "7", "--layouts",
      "galley,l_shaped", "--out", source,
    ])
    try #require(recorded.code == 0, "\(recorded.error)")

    func multiply(_ file: String, _ out: String, _ extra: [String]) throws -> [String: Any] {
      let result = try run(
        [
          "multiply", file, "--task", "pnp_counter_to_sink", "--scenes", "5", "--motions", "2",
          "--seed", "5", "--out", path(out), "--json",
        ] + extra)
      try #require(result.code == 0, "\(result.error)")
      return try object(result.output)
    }
    let asked = [
      "--layouts", "galley,u_shaped", "--styles", "nordic", "--distractors", "0-3",
      "--randomization", "mild", "--data", path("data"), "--workers", "2",
    ]
    let first = try multiply(source, "a.hdf5", asked)
    #expect((first["kept"] as? Int ?? 0) >= 3, "\(first["failures"] ?? "")")
    let verified = try run(["verify", "--data", path("data")])
    #expect(verified.code == 0, "\(String(decoding: verified.output, as: UTF8.self))")

    // the same bytes on one worker; what was made is a source again, each with its own world
    let alone = ["--data", path("alone"), "--workers", "1"]
    let second = try multiply(source, "b.hdf5", Array(asked.dropLast(4)) + alone)
    #expect(second["sha256"] as? String == first["sha256"] as? String)
    let made = try DemonstrationDecoder.decode(path: path("a.hdf5"))
    #expect(Set(made.compactMap { $0.poseWorldRobotBase?.position.x }).count > 1)
    #expect(made.allSatisfy { $0.object("obj")?.body != nil && $0.object("distractor_1") == nil })
    #expect(made.allSatisfy { $0.object("sink")?.body != nil && $0.object("goal") != nil })
    let again = try multiply(path("a.hdf5"), "c.hdf5", [])
    #expect((again["kept"] as? Int ?? 0) > 0, "\(again["failures"] ?? "")")
  }
}
