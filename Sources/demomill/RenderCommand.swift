import ArgumentParser
import Authoring
import Catalog
import Episodes
import Farm
import Foundation
import Logging

/// `demomill render`: pictures of kept episodes, in as many looks as wanted.
struct RenderCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Take pictures of kept episodes, without physics.",
    discussion: """
      Draws every episode from its recorded states: one numpy archive (.npz) for each episode and look, \
      and lineage.json that says which is which. What was taken before is not taken again. No server may \
      have the folder open meanwhile; a running server takes pictures by POST /v1/renders.
      """)

  @Option(help: "The folder that a server, or multiply --data, kept its work in.")
  var data: String

  @Option(help: "Only the episodes of this job; may be repeated.")
  var job: [String] = []

  @Option(help: "Only this episode; may be repeated.")
  var episode: [String] = []

  @OptionGroup(title: "Cameras") var cameras: CameraArguments

  @Option(help: "Looks of each episode.")
  var variants = 1

  @Option(help: "The first and the last style seed, as 0-999; looks take them in turns.")
  var styleSeeds = "0-9007199254740991"

  @Option(help: "The folder to write to.")
  var out: String

  @Option(help: "Worker processes; the number of cores when not said.")
  var workers: Int?

  @Option(name: .customLong("scenes-folder"), help: "The folder with tasks and robots.")
  var scenesFolder: String?

  func validate() throws {
    guard FileManager.default.fileExists(atPath: "\(data)/catalog.sqlite") else {
      throw ValidationError("\(data) is no data folder: it has no catalog.sqlite.")
    }
    guard (1...1024).contains(workers ?? 1) else {
      throw ValidationError("--workers must be between 1 and 1024.")
    }
    guard (1...RenderRequest.mostVariants).contains(variants) else {
      throw ValidationError("--variants must be between 1 and \(RenderRequest.mostVariants).")
    }
    guard let options = try cameras.options else {
      throw ValidationError("--cameras must be given.")
    }
    guard options.seed == 0 else {
      throw ValidationError("--visual-seed is of datasets; --style-seeds take its place here.")
    }
    _ = try seeds
  }

  private var seeds: [UInt64] {
    get throws {
      let parts = styleSeeds.split(separator: "-", omittingEmptySubsequences: false)
      let numbers = parts.compactMap { UInt64($0) }
      guard numbers.count == parts.count, (1...2).contains(numbers.count) else {
        throw ValidationError("--style-seeds must be FIRST-LAST, as 0-999.")
      }
      let (first, last) = (numbers[0], numbers[numbers.count - 1])
      guard first <= last, last <= RenderRequest.largestSeed else {
        throw ValidationError(
          "--style-seeds must rise, up to \(RenderRequest.largestSeed).")
      }
      return [first, last]
    }
  }

  func run() async throws {
    let work = Task {
      try await Mill.running(in: data, scenes: scenesFolder, workers: workers, take)
    }
    let trap = SignalTrap([SIGINT, SIGTERM]) { work.cancel() }
    defer { trap.end() }
    do { print(try await work.value) } catch {
      if work.isCancelled { throw ExitCode(130) }
      try? FileHandle.standardError.write(contentsOf: Data("demomill: \(error)\n".utf8))
      throw ExitCode.failure
    }
  }

  private func take(_ mill: Mill) async throws -> String {
    guard let options = try cameras.options else { throw ValidationError("--cameras is missing") }
    var jobs = job
    if jobs.isEmpty, episode.isEmpty {
      var page = PageRequest(size: 1000)
      repeat {
        let found = try await mill.jobs(page: page)
        jobs += found.records.filter { $0.successes > 0 }.map(\.id)
        page.token = found.nextPageToken
      } while page.token != nil
      jobs.reverse()
    }
    var render = try await mill.createRender(
      RenderRequest(
        jobs: jobs, episodes: episode, cameras: options, variants: variants,
        styleSeeds: try seeds))
    while render.state == .queued || render.state == .running {
      try await Task.sleep(for: .milliseconds(100))
      render = try await mill.catalog.render(render.id) ?? render
    }
    guard render.state == .ready else {
      throw Failure(description: render.error ?? "the render was \(render.state.rawValue)")
    }
    return try await write(render, mill)
  }

  /// Copies the archives, and then says what each is of.
  private func write(_ render: RenderRecord, _ mill: Mill) async throws -> String {
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    let sets = try await mill.catalog.allPictureSets(ofRender: render.id)
    var lineage: [PictureLineageEntry] = []
    var bytes = 0
    for set in sets {
      guard let blob = set.blob else { throw Failure(description: "pictures are missing") }
      let name = "\(set.episode)_\(set.variant).npz"
      let path = "\(out)/\(name)"
      try? FileManager.default.removeItem(atPath: "\(path).part")
      try FileManager.default.copyItem(
        atPath: try mill.blobs.path(of: blob), toPath: "\(path).part")
      try DurableFile.rename("\(path).part", to: path)
      bytes += set.bytes ?? 0
      lineage.append(
        PictureLineageEntry(
          file: name, episode: set.episode, variant: set.variant, styleSeed: set.styleSeed,
          sha256: blob))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    try encoder.encode(lineage).write(
      to: URL(fileURLWithPath: "\(out)/lineage.json"), options: .atomic)
    let frames = sets.reduce(0) { $0 + ($1.frames ?? 0) } * render.request.cameras.names.count
    return "\(out): \(sets.count) archives, \(frames) pictures, \(bytes) bytes"
  }

  /// What is told to a person.
  private struct Failure: Error, CustomStringConvertible {
    var description: String
  }
}

/// Which file holds which episode in which look.
private struct PictureLineageEntry: Encodable {
  var file: String
  var episode: String
  var variant: Int
  var styleSeed: UInt64
  var sha256: String

  enum CodingKeys: String, CodingKey {
    case file, episode, variant
    case styleSeed = "style_seed"
    case sha256
  }
}
