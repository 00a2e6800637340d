import ArgumentParser
import Catalog
import Farm
import Foundation

/// `demomill bench export`: how fast datasets are written, and in how much memory.
struct BenchExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write large datasets and measure time and memory.",
    discussion: """
      Some episodes are made first. Then datasets of as many as are asked for are written by a worker, as the \
      server does it, the same episodes over and over; a rate counts the worker's CPU time, decoding \
      and hashing among it. Nothing is kept.
      """)

  @Argument(help: "Demonstrations: robomimic HDF5 or the project's JSON.")
  var file: String

  @Option(help: "Episodes of each dataset.")
  var episodes = 10_000

  @Option(help: "Formats, separated by commas.")
  var formats = "robomimic,lerobot,zarr,webdataset"

  @Option(help: "Scenes that are tried for the episodes that are made first.")
  var scenes = 200

  @Option(help: "The task.")
  var task = "stack"

  @Option(name: .customLong("scenes-folder"), help: "The folder with tasks and robots.")
  var scenesFolder: String?

  @Flag(help: "Print one JSON object for each format.")
  var json = false

  private var wanted: [DatasetFormat] {
    get throws {
      try formats.split(separator: ",").map { word in
        guard let format = DatasetFormat(rawValue: String(word)) else {
          throw ValidationError(
            "--formats must be of "
              + "\(DatasetFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return format
      }
    }
  }

  func validate() throws {
    guard (1...1_000_000).contains(episodes) else {
      throw ValidationError("--episodes must be between 1 and 1000000.")
    }
    guard (1...1000).contains(scenes) else {
      throw ValidationError("--scenes must be between 1 and 1000.")
    }
    _ = try wanted
  }

  func run() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("demomill-\(UUID().uuidString.lowercased())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await Mill.running(in: folder, scenes: scenesFolder, workers: nil) { mill in
      let records = try await mill.ingest(file: file, task: task).records
      let job = try await mill.submit(
        JobSpec(
          task: task, demonstrations: records.map(\.id), scenes: .init(count: scenes),
          motions: .init(count: 1), seed: 1))
      for try await event in mill.events(job: job.id) where event.job.state.isFinal { break }
      if !json {
        print("format          episodes   eps/s/core   eps/s   KB/episode   peak MB")
      }
      for format in try wanted {
        let cost = try await mill.measureExport(
          job: job.id, episodes: episodes, format: format)
        try say(format, cost)
      }
    }
  }

  private func say(_ format: DatasetFormat, _ cost: Mill.ExportCost) throws {
    guard !json else {
      struct Line: Encodable {
        var format: String
        var cost: Mill.ExportCost
      }
      print(try CanonicalJSON.text(Line(format: format.rawValue, cost: cost)))
      return
    }
    func number(_ value: Double, _ width: Int) -> String {
      let text = value < 100 ? String(format: "%.1f", value) : String(Int(value.rounded()))
      return String(repeating: " ", count: max(1, width - text.count)) + text
    }
    let count = Double(cost.episodes)
    print(
      format.rawValue.padding(toLength: 14, withPad: " ", startingAt: 0)
        + String(repeating: " ", count: max(1, 10 - "\(cost.episodes)".count))
        + "\(cost.episodes)" + number(count / cost.cpuSeconds, 13)
        + number(count / cost.seconds, 8) + number(Double(cost.bytes) / count / 1000, 13)
        + number(Double(cost.peakMemory) / 1e6, 10))
  }
}
