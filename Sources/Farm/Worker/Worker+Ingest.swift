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
      let format = order.format.flatMap(DemonstrationFormat.init)
      let demonstrations = try DemonstrationDecoder.decode(path: order.file, format: format)

      // all must fit the task before any is kept
      var lengths: [[Int]] = []
      for (index, demonstration) in demonstrations.enumerated() {
        do {
          lengths.append(try SegmentedDemonstration(demonstration, task: task).subtaskLengths)
        } catch {
          throw DemonstrationError(
            .value,
            field: IngestField.path(
              error.field, name: demonstration.name, index: index,
              isJSON: try isJSON(order, format)), reason: error.reason)
        }
      }
      try keep(demonstrations, lengths: lengths, file: order.file)
    } catch {
      try channel.write(.rejected(error))
    }
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
    _ demonstrations: [Demonstration], lengths: [[Int]], file: String
  ) throws(DemonstrationError) {
    do {
      let upload = try BlobStore.sha256(fileAt: file).sha
      var found: [IngestedDemonstration] = []
      for (demonstration, lengths) in zip(demonstrations, lengths) {
        let sha = try blobs.put(try CanonicalJSON.encode(demonstration))
        found.append(
          IngestedDemonstration(
            sha256: sha, uploadSHA256: upload, name: demonstration.name,
            robot: demonstration.robot, frames: demonstration.frames, subtasks: lengths))
      }
      try channel.write(.ingested(found))
    } catch {
      throw DemonstrationError(.notWritten, field: "", reason: "\(error)")
    }
  }
}
