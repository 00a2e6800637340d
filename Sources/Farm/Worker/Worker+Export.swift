import Catalog
import Datasets
import Demonstrations
import Episodes
import Foundation
import Rendering
import Rollouts
import Tasks
import Visuals

extension Worker {
  /// Writes a dataset's files; the same order always gives the same bytes.
  func export(_ order: ExportOrder) throws {
    let start = CPUClock.seconds()
    channel.endWithPeer()
    let first = try order.episodes.first.map { try EpisodeCodec.decode(try blobs.read($0)) }
    guard let first else { throw WorkerRefusal("there is no episode to export") }
    guard order.sides.count == order.episodes.count else {
      throw WorkerRefusal("the order does not tell the side of each episode")
    }
    let summary = try FinishedExport.left(order) ?? write(order, first: first)
    let files = try summary.files.map { path in
      let (sha, size) = try BlobStore.sha256(fileAt: "\(summary.folder)/\(path)")
      return DatasetManifest.File(path: path, size: size, sha256: sha)
    }
    try channel.write(
      .exported(
        ExportSummary(
          files: files, episodes: summary.episodes, steps: summary.frames,
          cpuSeconds: CPUClock.seconds() - start, peakMemory: ProcessMemory.peak)))
  }

  /// Writes what an earlier worker did not write of an order.
  private func write(
    _ order: ExportOrder, first: Episode
  ) throws -> DatasetOutput.Summary {
    var scenery = try scenery(of: order, first: first)
    let cameras = try order.pictures.first.map { try pictures($0).cameras } ?? []
    scenery.environment.cameras = cameras.map {
      .init(name: $0.name, width: $0.width, height: $0.height, hasDepth: !$0.depths.isEmpty)
    }
    let output = try DatasetOutput(order, environment: scenery.environment)

    // one episode at a time; whoever waits hears of every hundredth part
    let total = order.episodes.count
    let stride = max(1, total / 100)
    for index in output.episodes..<total {
      let episode = try EpisodeCodec.decode(try blobs.read(order.episodes[index]))
      let pictures = try order.pictures.isEmpty ? nil : self.pictures(order.pictures[index])
      try output.append(
        episode, world: scenery.world(of: episode), pictures: pictures, side: order.sides[index])
      if index % stride == 0 { try channel.write(.progress(done: index, total: total)) }
    }
    let written = try output.finish()
    try FinishedExport.note(written, of: order)
    return written
  }

  /// What a dataset of these tasks says of the worlds of its episodes.
  private func scenery(of order: ExportOrder, first: Episode) throws -> DatasetScenery {
    let names = order.tasks
    let tasks = try names.map { name in
      guard let task = try self.tasks.task(named: name) else {
        throw WorkerRefusal("no task is named \(name)")
      }
      return task
    }
    guard let task = tasks.first, let robot = robots.robot(named: task.robot) else {
      throw WorkerRefusal("no robot is known of \(names.joined(separator: ", "))")
    }
    guard tasks.count == 1 else { return DatasetScenery(tasks: tasks, robot: robot) }
    let demonstration = try first.recipe.demonstrations.first.map {
      try JSONDecoder().decode(Demonstration.self, from: try blobs.read($0))
    }
    let name = task.name.prefix(1).uppercased() + task.name.dropFirst()
    let splits = (order.splits ?? []).compactMap(KitchenOptions.Split.init)
    return DatasetScenery(
      task: task, robot: robot, name: "\(name)_\(first.recipe.distribution)",
      first: demonstration,
      splits: splits.isEmpty ? [first.recipe.kitchenSpec?.split ?? .all] : splits)
  }

  /// The pictures of a blob, as datasets take them.
  private func pictures(_ blob: String) throws -> EpisodePictures {
    try blobs.check(blob)
    let (pictures, recipe) = try PictureFile.decode(file: try blobs.path(of: blob))
    return EpisodePictures(pictures, recipe: recipe)
  }
}
