import ArgumentParser
import Catalog
import Foundation
import Service

/// `demomill key create`: a new key, printed once.
struct KeyCreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a key and print it; nobody can tell it again.",
    discussion: """
      Standard output gets the key and nothing else. A key without scopes reads what is known: \
      demonstrations, tasks, scenes, robots, cameras, schemas. Scopes: demos:write uploads and \
      removes demonstrations; jobs:read reads jobs and renders; jobs:write asks for jobs, renders \
      and datasets, and steers them; datasets:read reads and downloads episodes, pictures and \
      datasets; admin may do everything.
      """)

  @OptionGroup var folder: KeyFolder

  @Option(help: "Whose it is, or what for.")
  var name: String

  @Option(
    name: [.customLong("scope")],
    help: "\(KeyScope.allCases.map(\.rawValue).joined(separator: ", ")); may be said again.")
  var scopes: [KeyScope] = []

  @Option(help: "Days until it is worth nothing; for ever when not said.")
  var days: Double?

  @Option(help: "Requests per second in the long run.")
  var requestsPerSecond: Double?

  @Option(help: "Requests at once; twice the rate when not said.")
  var burst: Int?

  @Option(help: "Bytes of uploads a day, from midnight to midnight in UTC.")
  var uploadBytesPerDay: Int?

  @Option(help: "Jobs that are not finished yet, at once.")
  var unfinishedJobs: Int?

  func validate() throws {
    guard days.map({ $0 > 0 && $0 <= 36_500 }) ?? true else {
      throw ValidationError("--days must be above 0, and at most 36500.")
    }
    guard requestsPerSecond.map(KeyLimits.rates.contains) ?? true else {
      throw ValidationError("--requests-per-second must be between 0.01 and 10000.")
    }
    for (option, value, range) in [
      ("burst", burst, KeyLimits.bursts),
      ("upload-bytes-per-day", uploadBytesPerDay, KeyLimits.uploads),
      ("unfinished-jobs", unfinishedJobs, KeyLimits.jobs),
    ] where !(value.map(range.contains) ?? true) {
      throw ValidationError(
        "--\(option) must be between \(range.lowerBound) and \(range.upperBound).")
    }
    guard burst == nil || requestsPerSecond != nil else {
      throw ValidationError("--burst needs --requests-per-second.")
    }
  }

  func run() async throws {
    umask(0o077)
    let request = KeyRequest(
      name: name, scopes: Set(scopes), expiresAt: days.map { systemClock() + $0 * 86_400 },
      limits: KeyLimits(
        requestsPerSecond: requestsPerSecond, burst: burst,
        uploadBytesPerDay: uploadBytesPerDay, unfinishedJobs: unfinishedJobs))
    try await folder.run(makingFolder: true) { desk in
      let issued = try await desk.create(request)
      print(issued.text)
      let note = "key \(issued.record.id), \(KeyTable.allowed(issued.record)); keep it well\n"
      try? FileHandle.standardError.write(contentsOf: Data(note.utf8))
    }
  }
}

extension KeyScope: ExpressibleByArgument {}
