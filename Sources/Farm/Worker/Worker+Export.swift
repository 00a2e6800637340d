import Catalog
import Datasets
import Demonstrations
import Episodes
import Foundation
import Multiplication
import Tasks

extension Worker {
  /// Writes a dataset's file; the same order always gives the same bytes.
  func export(_ order: ExportOrder) throws {
    guard let task = tasks.task(named: order.task) else {
      throw WorkerRefusal("no task is named \(order.task)")
    }
    let first = try order.episodes.first.map { try EpisodeCodec.decode(try blobs.read($0)) }
    guard let first else { throw WorkerRefusal("there is no episode to export") }
    let writer = try RobomimicWriter(
      path: order.file, environment: try environment(of: task, episode: first))

    // one episode at a time; whoever waits hears of every hundredth part
    let total = order.episodes.count
    let stride = max(1, total / 100)
    for (index, blob) in order.episodes.enumerated() {
      try writer.append(try EpisodeCodec.decode(try blobs.read(blob)))
      if index % stride == 0 { try channel.write(.progress(done: index, total: total)) }
    }
    let summary = try writer.finish(split: Datasets.DatasetSplit(valid: order.split.valid))
    let (sha, size) = try BlobStore.sha256(fileAt: order.file)
    try channel.write(
      .exported(
        ExportSummary(
          size: size, sha256: sha, episodes: summary.episodes, train: summary.train,
          valid: summary.valid, steps: summary.frames)))
  }

  /// What the file says of the world: as the attempts had it, from the first demonstration.
  private func environment(
    of task: TaskDescription, episode: Episode
  ) throws -> RobomimicEnvironment {
    let demonstration = try episode.recipe.demonstrations.first.map {
      try JSONDecoder().decode(Demonstration.self, from: try blobs.read($0))
    }
    let scenery = Scenery(task: task, first: demonstration)
    return RobomimicEnvironment(
      name: "\(task.name.prefix(1).uppercased())\(task.name.dropFirst())_"
        + episode.recipe.distribution,
      version: EngineVersion.current, robot: task.robot, controlFrequency: task.controlFrequency,
      bodies: zip(task.objects, scenery.bodies).map { .init(name: $0.name, model: $1) },
      tableTop: scenery.tableTop, poseWorldRobotBase: scenery.poseWorldRobotBase)
  }
}
