import Catalog
import Demonstrations

extension Mill {
  /// Takes the demonstrations of an untrusted file, which is read in a process of its own.
  ///
  /// The file is only read; the caller removes it. It must be of `format`, where that is given.
  ///
  /// - Throws: `IngestError`.
  public func ingest(
    file: String, task: String, format: DemonstrationFormat? = nil
  ) async throws(IngestError) -> IngestResult {
    guard tasks.task(named: task) != nil else { throw .unknownTask(task) }
    let report: WorkerReport
    do throws(SideProcess.Failure) {
      report = try await side.run(
        .ingest(IngestOrder(file: file, task: task, format: format?.rawValue)), limited: true,
        deadline: configuration.ingestDeadline)
    } catch {
      switch error {
      case .refused(let reason): throw Self.failure(reason)
      case .ended(let ending):
        if case .didNotStart = ending.kind { throw .failed(ending.description) }
        configuration.logger.warning("reader died", metadata: ["ending": "\(ending)"])
        throw .limits("reading the file took more time or memory than is allowed")
      }
    }

    switch report {
    case .rejected(let error) where error.kind == .notWritten: throw Self.failure(error.reason)
    case .rejected(let error): throw .demonstration(error)
    case .ingested(let found): return try await keep(found, task: task)
    default: throw .failed("the reader gave no answer")
    }
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
