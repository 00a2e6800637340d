import Catalog
import Demonstrations
import Foundation
import Multiplication
import Tasks

extension Worker {
  /// Has an untrusted file read in a fork of this process, which bounds itself first.
  func ingest(_ order: IngestOrder) throws {
    // what is read only now would be out of the fork's reach
    guard let task = try tasks.task(named: order.task) else {
      throw WorkerRefusal("no task is named \(order.task)")
    }
    let outcome = try ReaderFork.run {
      WorkerLimits().apply()
      Sandbox.enter(readable: order.file, writable: order.folder)
      return read(order, task)
    }
    switch outcome {
    case .said(let content): try channel.write(content)
    case .died(let words): try channel.write(.died(WorkerRefusal(words)))
    }
  }

  /// Reads the file and writes each demonstration in it as canonical JSON.
  private func read(_ order: IngestOrder, _ task: TaskDescription) -> WorkerReport {
    do throws(DemonstrationError) {
      guard task.skills.isEmpty else {
        throw DemonstrationError(
          .value, field: "task",
          reason: "\(task.name) is done from demonstrations of its skills, each sent as what it "
            + "shows: \(task.skillTasks.joined(separator: ", "))")
      }
      let format = order.format.flatMap(DemonstrationFormat.init)
      var demonstrations = try DemonstrationDecoder.decode(path: order.file, format: format)
      // composite tasks tell their skills' demonstrations by that
      for index in demonstrations.indices where task.kitchen != nil {
        demonstrations[index].task = task.name
      }

      // all must fit the task before any is kept
      var segmented: [SegmentedDemonstration] = []
      for (index, demonstration) in demonstrations.enumerated() {
        do {
          segmented.append(try SegmentedDemonstration(demonstration, task: task))
        } catch {
          throw DemonstrationError(
            .value,
            field: IngestField.path(
              error.field, name: demonstration.name, index: index,
              isJSON: try isJSON(order, format)), reason: Self.words(error))
        }
      }
      return .ingested(
        try write(
          segmented, lint: DemonstrationLint(segmented, task: task).findings(), order))
    } catch {
      return .rejected(error)
    }
  }

  /// The reason of a refusal, with the lint's word for it where it has one.
  private static func words(_ error: SegmentationError) -> String {
    guard let code = DemonstrationLint.code(of: error) else { return error.reason }
    return "\(error.reason) (\(code.rawValue))"
  }

  /// Whether the file is JSON; as the sender said, or as its first bytes show.
  private func isJSON(
    _ order: IngestOrder, _ format: DemonstrationFormat?
  ) throws(DemonstrationError) -> Bool {
    if let format { return format == .json }
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: order.file))
      defer { try? handle.close() }
      return DemonstrationFormat.detect(try handle.read(upToCount: 4096) ?? Data()) == .json
    } catch {
      throw DemonstrationError(.unreadable, field: "", reason: "\(error)")
    }
  }

  /// Writes each into the order's folder, from where the server takes it over.
  private func write(
    _ segmented: [SegmentedDemonstration], lint: [[LintFinding]], _ order: IngestOrder
  ) throws(DemonstrationError) -> [IngestedDemonstration] {
    do {
      let upload = try order.sha256 ?? BlobStore.sha256(fileAt: order.file).sha
      var found: [IngestedDemonstration] = []
      for (index, (one, lint)) in zip(segmented, lint).enumerated() {
        let demonstration = one.demonstration
        let content = try CanonicalJSON.encode(demonstration)
        try DurableFile.write(content, to: order.path(of: index), durably: false)
        found.append(
          IngestedDemonstration(
            sha256: BlobStore.sha256(content), uploadSHA256: upload, name: demonstration.name,
            robot: demonstration.robot, frames: demonstration.frames, subtasks: one.subtaskLengths,
            lint: lint))
      }
      return found
    } catch {
      throw DemonstrationError(.notWritten, field: "", reason: "\(error)")
    }
  }
}
