import Catalog
import Foundation
import HDF5
import Testing
import Visuals

/// Pictures from the command line: in datasets of `multiply`, and by `render` afterwards.
@Suite(.serialized) struct RenderCommandTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func path(_ name: String) -> String { "\(scratch.folder)/\(name)" }

  /// One line of `lineage.json`.
  private struct Entry: Decodable {
    var file: String
    var episode: String
    var variant: Int
    var styleSeed: UInt64
    var sha256: String
  }

  /// What the file of a picture set says it follows from.
  private struct Lineage: Decodable {
    struct Recipe: Decodable { var styleSeed: UInt64 }
    var episodeBlob: String
    var recipe: Recipe
  }

  private static var snakeCase: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }

  private func lift(_ out: String, _ extra: [String]) -> [String] {
    [
      "multiply", Place.demo("lift_scripted.hdf5"), "--task", "lift", "--scenes", "2", "--motions",
      "2", "--seed", "3", "--out", path(out),
    ] + extra
  }

  private func succeed(_ arguments: [String]) throws {
    let result = try Command.run(arguments)
    try #require(result.code == 0, "\(arguments): \(result.error)")
  }

  private func lineage(_ folder: String) throws -> [Entry] {
    let data = try Data(contentsOf: URL(fileURLWithPath: path("\(folder)/lineage.json")))
    return try Self.snakeCase.decode([Entry].self, from: data)
  }

  private func sha(_ name: String) throws -> String { try BlobStore.sha256(fileAt: path(name)).sha }

  // MARK: In datasets

  @Test func aDatasetWithImagesIsTheSameOnAnyNumberOfWorkers() throws {
    let cameras = [
      "--cameras", "agentview,eye_in_hand", "--visuals", "robosuite", "--image-size", "32x24",
    ]
    try succeed(lift("a.hdf5", cameras + ["--workers", "2"]))
    let root = try HDF5File.open(path("a.hdf5")).group("data")
    let names = try root.children()
    #expect(names.count > 1)
    var firsts: Set<[Int]> = []
    for name in names {
      let demo = try root.group(name)
      let steps = try demo.attributes.integer("num_samples")
      var seen: [[Int]] = []
      for key in ["agentview_image", "robot0_eye_in_hand_image"] {
        let obs = try demo.group("obs").dataset(key)
        #expect(obs.dimensions == [steps, 24, 32, 3] && obs.element == .integer)
        let pixels = try obs.integers()
        let next = try demo.group("next_obs").dataset(key).integers()
        let frame = 24 * 32 * 3
        #expect(pixels.dropFirst(frame).elementsEqual(next.dropLast(frame)))

        // there is something to see, and it moves
        #expect(pixels.allSatisfy { (0...255).contains($0) })
        #expect(Set(pixels.prefix(frame)).count > 30)
        #expect(!pixels.prefix(frame).elementsEqual(next.suffix(frame)))
        seen.append(Array(pixels.prefix(frame)))
      }
      #expect(seen[0] != seen[1])
      firsts.insert(seen[0])
      #expect(try demo.attributes.text("picture_recipe").contains("robosuite"))
    }
    #expect(firsts.count == names.count)

    // byte for byte on one worker; other looks from another seed
    try succeed(lift("b.hdf5", cameras + ["--workers", "1"]))
    #expect(try sha("b.hdf5") == sha("a.hdf5"))
    try succeed(lift("c.hdf5", cameras + ["--visual-seed", "8"]))
    #expect(try sha("c.hdf5") != sha("a.hdf5"))
  }

  // MARK: Afterwards

  @Test func rendersEpisodesInTurnsOfStyleSeeds() async throws {
    try succeed(lift("a.hdf5", ["--data", path("two")]))
    try succeed(lift("b.hdf5", ["--data", path("one")]))
    let plain = try HDF5File.open(path("a.hdf5")).group("data").group("demo_0").group("obs")
    #expect(try plain.children().allSatisfy { !$0.hasSuffix("_image") })
    func render(_ data: String, _ out: String, _ extra: [String]) throws {
      try succeed(
        [
          "render", "--data", path(data), "--cameras", "agentview", "--variants", "2",
          "--style-seeds", "5-6", "--visuals", "tobin", "--image-size", "36x28", "--out",
          path(out),
        ] + extra)
    }
    try render("two", "first", ["--workers", "2"])
    let entries = try lineage("first")
    let catalog = try Catalog(path: path("two/catalog.sqlite"))
    let blobs = try BlobStore(folder: path("two/blobs"))
    let job = try #require(try await catalog.jobs().records.first)
    let episodes = try await catalog.episodes(job: job.id).records
      .sorted { ($0.scene, $0.motion) < ($1.scene, $1.motion) }
    #expect(episodes.count > 1)

    // each episode twice, looks in turns
    #expect(entries.map(\.episode) == episodes.flatMap { [$0.id, $0.id] })
    #expect(entries.map(\.variant) == episodes.flatMap { _ in [0, 1] })
    #expect(entries.map(\.styleSeed) == episodes.flatMap { _ in [5, 6] })
    #expect(Set(entries.map(\.sha256)).count == entries.count)
    for (index, entry) in entries.enumerated() {
      let file = path("first/\(entry.file)")
      #expect(try BlobStore.sha256(fileAt: file).sha == entry.sha256)
      let (pictures, text) = try PictureFile.decode(file: file)
      let episode = episodes[index / 2]
      #expect(pictures.frames == episode.steps + 1)
      #expect(pictures.shots.map(\.observation) == ["agentview"])
      #expect(pictures.shots[0].size.width == 36 && pictures.shots[0].size.height == 28)
      let lineage = try Self.snakeCase.decode(Lineage.self, from: Data(text.utf8))
      #expect(lineage.episodeBlob == episode.blob)
      #expect(lineage.recipe.styleSeed == entry.styleSeed)
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: path("first"))
    #expect(Set(files) == Set(entries.map(\.file) + ["lineage.json"]))

    // the same on one worker elsewhere
    try render("one", "second", ["--workers", "1"])
    #expect(try lineage("second").map(\.sha256) == entries.map(\.sha256))

    // again, with nothing left to take them from; and a single episode's, into the same folder
    for episode in episodes {
      try FileManager.default.removeItem(atPath: try blobs.path(of: episode.blob))
    }
    try render("two", "third", [])
    #expect(try lineage("third").map(\.sha256) == entries.map(\.sha256))
    try render("two", "third", ["--episode", episodes[1].id])
    let single = try lineage("third")
    #expect(single.map(\.episode) == [episodes[1].id, episodes[1].id])
    #expect(single.map(\.sha256) == entries[2...3].map(\.sha256))

    // what was not taken before cannot be had any more, and it is said why
    let lost = try Command.run([
      "render", "--data", path("two"), "--cameras", "sideview", "--out", path("fourth"),
    ])
    #expect(lost.code == 1 && lost.error.contains("demomill: "), "\(lost.error)")
    #expect(!FileManager.default.fileExists(atPath: path("fourth/lineage.json")))
  }

  @Test func takesPicturesInKitchens() throws {
    let kitchen = [
      "multiply", Place.demo("turn_on_microwave_scripted.hdf5"), "--task", "turn_on_microwave",
      "--scenes", "1", "--motions", "2", "--seed", "4", "--out", path("k.hdf5"), "--data",
      path("data"),
    ]
    let front = try Command.run(kitchen + ["--cameras", "agentview,frontview"])
    #expect(front.code == 1 && front.error.contains("cameras.names[1]"), "\(front.error)")
    #expect(front.error.contains("frontview") && front.error.contains("in kitchens"))
    #expect(!FileManager.default.fileExists(atPath: path("k.hdf5")))

    try succeed(
      kitchen + ["--cameras", "agentview", "--visuals", "robocasa", "--image-size", "40x40"])
    let demo = try HDF5File.open(path("k.hdf5")).group("data").group("demo_0")
    let pixels = try demo.group("obs").dataset("agentview_image").integers()
    #expect(Set(pixels.prefix(4800)).count > 30)

    let render = ["render", "--data", path("data"), "--image-size", "32x32", "--out", path("out")]
    try succeed(render + ["--cameras", "agentview_left,eye_in_hand", "--visuals", "tobin"])
    let entry = try #require(try lineage("out").first)
    let (pictures, _) = try PictureFile.decode(file: path("out/\(entry.file)"))
    #expect(pictures.shots.map(\.observation) == ["agentview_left", "robot0_eye_in_hand"])
    for shots in pictures.shots { #expect(Set(shots.frame(0)).count > 30) }
    let none = try Command.run(render + ["--cameras", "frontview"])
    #expect(none.code == 1 && none.error.contains("frontview is no camera in kitchens"))
  }

  // MARK: Wrong usage

  @Test func saysWrongUsage() throws {
    try FileManager.default.createDirectory(
      atPath: path("data"), withIntermediateDirectories: true)
    _ = try Catalog(path: path("data/catalog.sqlite"))
    let render = ["render", "--data", path("data"), "--out", path("out")]
    let cameras = ["--cameras", "agentview"]
    for (arguments, code, words) in [
      (lift("x.hdf5", ["--cameras", "moonview"]), 1, "moonview"),
      (lift("x.hdf5", cameras + ["--visuals", "moon"]), 1, "cameras.visuals"),
      (lift("x.hdf5", ["--cameras", ""]), 2, "--cameras"),
      (lift("x.hdf5", ["--cameras", "agentview,"]), 2, "--cameras"),
      (lift("x.hdf5", ["--cameras", "agentview,agentview"]), 2, "--cameras"),
      (lift("x.hdf5", cameras + ["--image-size", "0x84"]), 2, "--image-size"),
      (lift("x.hdf5", cameras + ["--image-size", "100000x1"]), 2, "--image-size"),
      (lift("x.hdf5", cameras + ["--image-size", "84x100000"]), 2, "--image-size"),
      (lift("x.hdf5", cameras + ["--image-size", "84"]), 2, "--image-size"),
      (lift("x.hdf5", cameras + ["--samples", "3"]), 2, "--samples"),
      (lift("x.hdf5", cameras + ["--visual-seed", "-1"]), 2, "--visual-seed"),
      (render, 2, "--cameras"),
      (render + cameras + ["--style-seeds", "a-b"], 2, "--style-seeds"),
      (render + cameras + ["--style-seeds", "1-2-3"], 2, "--style-seeds"),
      (render + cameras + ["--style-seeds", "6-5"], 2, "--style-seeds"),
      (render + cameras + ["--style-seeds", "0-9007199254740992"], 2, "--style-seeds"),
      (render + cameras + ["--variants", "0"], 2, "--variants"),
      (render + cameras + ["--variants", "1001"], 2, "--variants"),
      (render + cameras + ["--workers", "0"], 2, "--workers"),
      (render + cameras + ["--image-size", "7x7"], 2, "--image-size"),
      (render + cameras + ["--episode", "ep_x"], 1, "ep_x"),
      (render + cameras + ["--job", "job_x"], 1, "job_x"),
      (render + cameras, 1, "episodes"),
      (["render", "--data", path("none"), "--out", path("out")] + cameras, 2, "none"),
      (["render", "--out", path("out")] + cameras, 2, "--data"),
    ] {
      let result = try Command.run(arguments)
      let told = "\(arguments.suffix(4)): \(result.code) \(result.error)"
      #expect(result.code == code && result.error.contains(words), "\(told)")
    }
    #expect(!FileManager.default.fileExists(atPath: path("out")))
    #expect(!FileManager.default.fileExists(atPath: path("x.hdf5")))
  }
}
