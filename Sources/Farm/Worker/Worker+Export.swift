import Catalog
import Datasets
import Demonstrations
import Episodes
import Foundation
import Rendering
import Visuals

extension Worker {
  /// Writes a dataset's file; the same order always gives the same bytes.
  func export(_ order: ExportOrder) throws {
    guard let task = tasks.task(named: order.task) else {
      throw WorkerRefusal("no task is named \(order.task)")
    }
    let first = try order.episodes.first.map { try EpisodeCodec.decode(try blobs.read($0)) }
    guard let first else { throw WorkerRefusal("there is no episode to export") }
    guard let robot = robots.robot(named: task.robot) else {
      throw WorkerRefusal("no robot is named \(task.robot)")
    }
    let demonstration = try first.recipe.demonstrations.first.map {
      try JSONDecoder().decode(Demonstration.self, from: try blobs.read($0))
    }
    let name = task.name.prefix(1).uppercased() + task.name.dropFirst()
    var scenery = DatasetScenery(
      task: task, robot: robot, name: "\(name)_\(first.recipe.distribution)",
      first: demonstration)
    let cameras = try order.pictures.first.map { try pictures($0).cameras } ?? []
    var environment = scenery.environment
    environment.cameras = cameras.map {
      .init(name: $0.name, width: $0.width, height: $0.height, hasDepth: !$0.depths.isEmpty)
    }
    let writer = try RobomimicWriter(path: order.file, environment: environment)

    // one episode at a time; whoever waits hears of every hundredth part
    let total = order.episodes.count
    let stride = max(1, total / 100)
    for (index, blob) in order.episodes.enumerated() {
      let episode = try EpisodeCodec.decode(try blobs.read(blob))
      let pictures = try order.pictures.isEmpty ? nil : self.pictures(order.pictures[index])
      try writer.append(episode, world: scenery.world(of: episode), pictures: pictures)
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

  /// The pictures of a blob, as datasets take them.
  private func pictures(_ blob: String) throws -> EpisodePictures {
    try blobs.check(blob)
    let (pictures, recipe) = try PictureFile.decode(file: try blobs.path(of: blob))
    return EpisodePictures(pictures, recipe: recipe)
  }
}
