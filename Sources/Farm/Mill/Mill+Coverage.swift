import Catalog
import Demonstrations
import Foundation
import Rollouts
import Scenes

extension Mill {
  /// What a job's successes cover.
  public struct Coverage: Sendable {
    public var cells: ResetCoverage
    public var sources: CoverageBalance
  }

  /// How much of the reset space a job's successes cover, and how evenly its demonstrations were used;
  /// nil when the job is unknown or its task has gone.
  ///
  /// - Throws: `CatalogError`, `BlobError` when a demonstration cannot be read.
  public func coverage(job id: String) async throws -> Coverage? {
    guard let job = try await catalog.job(id), let task = tasks.task(named: job.spec.task),
      let robot = robots.robot(named: task.robot),
      let distribution = task.distribution(job.spec.scenes.distribution)
    else { return nil }
    let outcomes = try await catalog.sceneOutcomes(job: id)
    let sha = try await catalog.demonstrationHashes(job: id).first
    let first = try sha.map {
      try JSONDecoder().decode(Demonstration.self, from: try blobs.read($0))
    }
    // many scenes take a while, which nobody else should wait for
    let spec = job.spec
    let cells = try await Blocking.run {
      JobCoverage.measure(
        task: task, robot: robot, distribution: distribution, seed: spec.seed,
        settings: AttemptSettings(spec), first: first, outcomes: outcomes)
    }
    return Coverage(
      cells: cells, sources: CoverageBalance(successes: job.demonstrationCounts.map(\.successes)))
  }
}
