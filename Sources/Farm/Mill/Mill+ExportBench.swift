import Catalog
import Datasets
import Foundation

extension Mill {
  /// What an export took.
  public struct ExportCost: Sendable, Hashable, Codable {
    public var episodes: Int
    public var steps: Int
    /// Of all files.
    public var bytes: Int
    public var seconds: Double
    /// Of the worker, from its order to its answer.
    public var cpuSeconds: Double
    /// The most memory that the worker held, bytes.
    public var peakMemory: Int

    public enum CodingKeys: String, CodingKey {
      case episodes, steps, bytes, seconds
      case cpuSeconds = "cpu_seconds"
      case peakMemory = "peak_memory"
    }
  }

  /// Exports a job's episodes, again and again up to a number, as datasets are: by a worker, from the blobs.
  ///
  /// Nothing of it stays.
  ///
  /// - Throws: `CatalogError`, or the reason why the worker could not.
  public func measureExport(
    job: String, episodes count: Int, format: DatasetFormat
  ) async throws -> ExportCost {
    let found = try await catalog.episodes(job: job, page: PageRequest(size: 1000)).records
    guard let task = found.first?.task else { throw CatalogError.notFound("an episode of \(job)") }
    let folder = "\(configuration.dataFolder)/datasets/.bench"
    try? FileManager.default.removeItem(atPath: folder)
    try DurableFile.makeFolder(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }

    // a tenth for validation, where formats want it
    let sides = (0..<count).map { $0 < count - count / 10 ? DatasetSide.train : .valid }
    let order = ExportOrder(
      episodes: (0..<count).map { found[$0 % found.count].blob }, sides: sides, tasks: [task],
      format: format, options: DatasetOptions(), file: "\(folder)/bench\(format.fileEnding)",
      pictures: [])
    let clock = ContinuousClock()
    let start = clock.now
    let report: WorkerReport
    do throws(SideProcess.Failure) {
      report = try await side.run(.export(order), deadline: configuration.exportDeadline)
    } catch { throw Self.reason(error) }
    guard case .exported(let summary) = report else {
      throw CatalogError.storage("the export gave no answer")
    }
    let seconds = (clock.now - start) / .seconds(1)
    return ExportCost(
      episodes: summary.episodes, steps: summary.steps,
      bytes: summary.files.reduce(0) { $0 + $1.size }, seconds: seconds,
      cpuSeconds: summary.cpuSeconds, peakMemory: summary.peakMemory)
  }
}
