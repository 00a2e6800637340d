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
      for demonstration in demonstrations {
        do {
          lengths.append(try SegmentedDemonstration(demonstration, task: task).subtaskLengths)
        } catch {
          throw DemonstrationError(
            .value, field: "\(demonstration.name)/\(error.field)", reason: error.reason)
        }
      }
      try keep(demonstrations, lengths: lengths, file: order.file)
    } catch {
      try channel.write(.rejected(error))
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
