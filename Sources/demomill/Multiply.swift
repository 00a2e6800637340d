import ArgumentParser
import Authoring
import Catalog
import Episodes
import Farm
import Foundation
import Logging

extension DatasetFormat: ExpressibleByArgument {}

/// `demomill multiply`: one file of demonstrations in, a dataset out, without HTTP.
struct Multiply: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Multiply the demonstrations of a file into a dataset.",
    discussion: """
      Tries M motions in each of N scenes and keeps what succeeds. The same file, task, seed and \
      options give the same dataset, on any number of workers. With --data the work is kept, and \
      the same command goes on where it was stopped.
      """)

  @Argument(
    help: ArgumentHelp(
      "Demonstrations: robomimic HDF5 with datagen_info, or JSON.",
      discussion: "For a composite task one SKILL=FILE for each of its skills.",
      valueName: "file"))
  var files: [String]

  @Option(help: "What the demonstrations show; the name of a task.")
  var task: String

  @Option(help: "Scenes to draw.")
  var scenes = 10

  @Option(help: "Motions to try in each scene.")
  var motions = 10

  @Option(help: "What all randomness is drawn from.")
  var seed: UInt64 = 1

  @Option(help: "The dataset's file, or its folder where the format is one.")
  var out: String

  @Option(
    help: """
      What the dataset is written as: robomimic (HDF5), lerobot (a folder of LeRobot v3.0), \
      lerobot_video (the same with videos), zarr (a zipped replay buffer), zarr_umi (the same \
      with UMI's names).
      """)
  var format = DatasetFormat.robomimic

  @Option(help: "Where scenes are drawn from; one of the task's reset distributions.")
  var distribution = "D0"

  @Option(help: "Worker processes; the number of cores when not said.")
  var workers: Int?

  @Option(help: "About the share of the scenes that are for validation.")
  var valid = 0.1

  @Option(help: "A folder that keeps the work; a temporary one when not said.")
  var data: String?

  @Option(name: .customLong("scenes-folder"), help: "The folder with tasks and robots.")
  var scenesFolder: String?

  @Flag(help: "Print the summary as JSON.")
  var json = false

  @OptionGroup(title: "Ends (every attempt is made when none is said)")
  var ends: MultiplyEnds

  @OptionGroup(title: "Kitchens (any of the distribution's split when not said)")
  var kitchen: KitchenArguments

  @OptionGroup(title: "Pictures in the dataset")
  var cameras: CameraArguments

  @OptionGroup(title: "Physics")
  var randomization: RandomizationArguments

  @OptionGroup(title: "Motion options (the task's own values when not said)")
  var motionArguments: MotionArguments

  func validate() throws {
    guard (1...Mill.mostScenes).contains(scenes) else {
      throw ValidationError("--scenes must be between 1 and \(Mill.mostScenes).")
    }
    guard (1...Mill.mostMotions).contains(motions), scenes * motions <= Mill.mostAttempts else {
      throw ValidationError(
        "--motions must be between 1 and \(Mill.mostMotions), and at most \(Mill.mostAttempts) in all."
      )
    }
    guard (1...1024).contains(workers ?? 1) else {
      throw ValidationError("--workers must be between 1 and 1024.")
    }
    _ = try kitchen.options
    if try cameras.options == nil, format.needsPictures {
      throw ValidationError("--format \(format.rawValue) is of pictures: --cameras must be said.")
    }
    guard valid >= 0, valid < 1 else { throw ValidationError("--valid must be in [0, 1).") }
    try OutputPath.validate(out)
    if format.isFolder, FileManager.default.fileExists(atPath: out) {
      throw ValidationError("\(out) is there already.")
    }
    for (_, file) in sources where !FileManager.default.isReadableFile(atPath: file) {
      throw ValidationError("\(file) cannot be read.")
    }
  }

  /// The files with the task that each shows: the job's own where nothing else is said.
  private var sources: [(task: String, file: String)] {
    files.map { text in
      let parts = text.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, !FileManager.default.isReadableFile(atPath: text) else {
        return (task, text)
      }
      return (String(parts[0]), String(parts[1]))
    }
  }

  func run() async throws {
    let folder =
      data
      ?? FileManager.default.temporaryDirectory
      .appendingPathComponent("demomill-\(UUID().uuidString.lowercased())").path
    defer { if data == nil { try? FileManager.default.removeItem(atPath: folder) } }
    let work = Task {
      try await Mill.running(in: folder, scenes: scenesFolder, workers: workers, multiply)
    }

    // Ctrl-C ends the workers and removes what is temporary
    let trap = SignalTrap([SIGINT, SIGTERM]) { work.cancel() }
    defer { trap.end() }
    do {
      let summary = try await work.value
      print(json ? try summary.json() : summary.text)
    } catch {
      if work.isCancelled { throw ExitCode(130) }
      say("demomill: \(error)")
      throw ExitCode.failure
    }
  }

  private func multiply(_ mill: Mill) async throws -> MultiplySummary {
    var records: [DemonstrationRecord] = []
    for (shown, file) in sources {
      records += try await mill.ingest(file: file, task: shown).records
    }
    var spec = JobSpec(
      task: task, demonstrations: records.map(\.id),
      scenes: .init(
        count: scenes, distribution: distribution, kitchen: try kitchen.options),
      motions: .init(count: motions, options: try motionArguments.options), seed: seed)
    ends.apply(to: &spec)
    spec.randomization = try randomization.spec
    spec.cameras = try cameras.options

    // the same work in the same folder is the same job
    let key = "multiply/" + BlobStore.sha256(try CanonicalJSON.encode(spec))
    var job = try await mill.submit(spec, requestKey: key)
    var progress = ProgressLine()
    for try await event in mill.events(job: job.id) {
      job = event.job
      progress.show(job)
    }
    progress.end()
    guard job.state == .succeeded else {
      throw Failure(description: job.error ?? "the job was \(job.state.rawValue)")
    }
    guard job.successes > 0 else {
      throw Failure(
        description: "no attempt of \(job.attempts) succeeded: "
          + MultiplySummary.words(job, task: mill.tasks.task(named: task)))
    }
    let dataset = try await export(job, key: key, mill)
    return MultiplySummary(
      job: job, task: mill.tasks.task(named: task),
      report: try await mill.catalog.report(job: job.id),
      lint: records.flatMap { $0.lint ?? [] }, file: out, dataset: dataset)
  }

  /// Exports what the job kept and puts the file where it is wanted.
  private func export(_ job: JobRecord, key: String, _ mill: Mill) async throws -> DatasetRecord {
    var dataset = try await mill.createDataset(
      DatasetRequest(
        name: "multiply_\(job.spec.task)", format: format.rawValue,
        filter: DatasetFilter(jobs: [job.id]),
        split: DatasetSplit(train: 1 - valid, valid: valid)),
      requestKey: "\(key)/\(valid)" + (format == .robomimic ? "" : "/\(format.rawValue)"))
    while dataset.state == .queued || dataset.state == .running {
      try await Task.sleep(for: .milliseconds(50))
      dataset =
        try await mill.catalog.dataset(dataset.name, version: dataset.version) ?? dataset
    }
    guard let files = dataset.manifest?.formatFiles, !files.isEmpty else {
      throw Failure(description: "the export failed: \(dataset.error ?? "no reason given")")
    }

    // written aside, so that nobody sees half of it
    let part = out + ".part"
    try? FileManager.default.removeItem(atPath: part)
    for file in files {
      guard let path = mill.path(of: file.path, in: dataset) else { continue }
      let copy = format.isFolder ? "\(part)/\(file.path)" : part
      if format.isFolder {
        try FileManager.default.createDirectory(
          at: URL(fileURLWithPath: copy).deletingLastPathComponent(),
          withIntermediateDirectories: true)
      }
      try FileManager.default.copyItem(atPath: path, toPath: copy)
      try DurableFile.sync(copy)
    }
    try DurableFile.rename(part, to: out)
    return dataset
  }

  /// What is told to a person.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private func say(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }
}
