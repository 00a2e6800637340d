import Catalog
import Demonstrations
import Foundation

extension Mill {
  /// Takes the demonstrations of an untrusted file, which is read in a process of its own.
  ///
  /// The file is only read; the caller removes it. It must be of `format`, where that is given, and
  /// have the hash `sha256`, where the caller knows it.
  ///
  /// - Throws: `IngestError`.
  public func ingest(
    file: String, task: String, format: DemonstrationFormat? = nil, sha256: String? = nil
  ) async throws(IngestError) -> IngestResult {
    guard tasks.task(named: task) != nil else { throw .unknownTask(task) }

    // what is found in it is put aside, on the disk of the blobs
    let folder = blobs.incomingPath()
    do throws(BlobError) { try DurableFile.makeFolder(folder, durably: false) } catch {
      throw Self.failure(error)
    }
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let order = IngestOrder(
      file: file, task: task, format: format?.rawValue, sha256: sha256, folder: folder)
    switch try await report(order) {
    case .rejected(let error) where error.kind == .notWritten:
      throw Self.failure(error.reason)
    case .rejected(let error): throw .demonstration(error)
    case .died(let words):
      configuration.logger.warning("reader died", metadata: ["ending": "\(words)"])
      throw .limits(Self.tooMuch)
    case .ingested(let found):
      try await take(found, order)
      return try await keep(found, task: task)
    default: throw .failed("the reader gave no answer")
    }
  }

  private static let tooMuch =
    "reading the file took more time or memory than is allowed, or broke its reader"

  /// What a reader says of a file.
  private func report(_ order: IngestOrder) async throws(IngestError) -> WorkerReport {
    do throws(SideProcess.Failure) {
      return try await readers.read(order, deadline: configuration.ingestDeadline)
    } catch {
      switch error {
      case .refused(let reason): throw Self.failure(reason)
      case .ended(let ending):
        if case .didNotStart = ending.kind { throw .failed(ending.description) }
        configuration.logger.warning("reader died", metadata: ["ending": "\(ending)"])
        throw .limits(Self.tooMuch)
      }
    }
  }

  /// Moves what a reader wrote into the blob store; a reader's word counts for nothing.
  private nonisolated func take(
    _ found: [IngestedDemonstration], _ order: IngestOrder
  ) async throws(IngestError) {
    let blobs = blobs
    do {
      try await Blocking.run {
        for (index, one) in found.enumerated() {
          let path = order.path(of: index)
          guard DurableFile.isPlain(path) else { throw BlobError.missing(one.sha256) }
          let sha = try blobs.put(fileAt: path)
          guard sha == one.sha256 else { throw BlobError.damaged(one.sha256) }
        }
      }
    } catch let error as BlobError { throw Self.failure(error) } catch {
      throw .failed("\(error)")
    }
  }

  private static func failure(_ error: BlobError) -> IngestError {
    error == .full ? .full : .failed(error.description)
  }

  private func keep(
    _ found: [IngestedDemonstration], task: String
  ) async throws(IngestError) -> IngestResult {
    let time = configuration.now()
    let records = found.map {
      DemonstrationRecord(
        sha256: $0.sha256, uploadSHA256: $0.uploadSHA256, name: $0.name, task: task,
        robot: $0.robot, frames: $0.frames, subtasks: $0.subtasks, createdAt: time, lint: $0.lint)
    }
    do {
      let kept = try await catalog.insertDemonstrations(records)
      return IngestResult(
        records: kept.map(\.record), allKnown: kept.allSatisfy { !$0.isNew })
    } catch .conflict(let reason) {
      throw .conflict(reason)
    } catch { throw Self.failure(error.description) }
  }

  /// The reader's word for what went wrong on our side.
  private static func failure(_ reason: String) -> IngestError {
    reason == BlobError.full.description ? .full : .failed(reason)
  }

  /// Forgets a demonstration.
  ///
  /// Its content stays while episodes made from it may have to be verified.
  ///
  /// - Throws: `CatalogError.notFound`, or `.conflict` while an unfinished job uses it.
  public func deleteDemonstration(_ id: String) async throws(CatalogError) {
    let record = try await catalog.demonstration(id)
    let wasUsed = try await catalog.deleteDemonstration(id)
    // a backup in work may be about to copy it; what is left over is found by a scrub
    guard let record, !wasUsed, care == nil else { return }
    do { try blobs.remove(record.sha256) } catch { throw .storage(error.description) }
  }
}
