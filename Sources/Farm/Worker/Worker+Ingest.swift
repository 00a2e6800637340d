import Catalog
import Demonstrations
import Foundation
import Multiplication

extension Worker {
  /// Reads an untrusted file and keeps each demonstration in it as canonical JSON.
  func ingest(_ order: IngestOrder) throws {
    guard let task = tasks.task(named: order.task) else {
      throw WorkerRefusal("no task is named \(order.task)")
    }
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
      try keep(
        segmented, lint: DemonstrationLint(segmented, task: task).findings(), file: order.file)
    } catch {
      try channel.write(.rejected(error))
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

  private func keep(
    _ segmented: [SegmentedDemonstration], lint: [[LintFinding]], file: String
  ) throws(DemonstrationError) {
    do {
      let upload = try BlobStore.sha256(fileAt: file).sha
      var found: [IngestedDemonstration] = []
      for (one, lint) in zip(segmented, lint) {
        let demonstration = one.demonstration
        let sha = try blobs.put(try CanonicalJSON.encode(demonstration))
        found.append(
          IngestedDemonstration(
            sha256: sha, uploadSHA256: upload, name: demonstration.name,
            robot: demonstration.robot, frames: demonstration.frames, subtasks: one.subtaskLengths,
            lint: lint))
      }
      try channel.write(.ingested(found))
    } catch {
      throw DemonstrationError(.notWritten, field: "", reason: "\(error)")
    }
  }
}
