import Catalog
import Datasets
import Demonstrations
import Episodes
import Foundation
import Rendering
import Visuals

extension Worker {
  /// Writes a dataset's files; the same order always gives the same bytes.
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
    let output = try DatasetOutput(order.format, path: order.file, environment: environment)

    // one episode at a time; whoever waits hears of every hundredth part
    let total = order.episodes.count
    let stride = max(1, total / 100)
    let plan = try self.plan(order, stride: stride)
    let sides = plan.sides
    let numbers = output.wantsSidesInOrder ? plan.order : Array(0..<total)
    for (done, index) in numbers.enumerated() {
      let episode = try EpisodeCodec.decode(try blobs.read(order.episodes[index]))
      let pictures = try order.pictures.isEmpty ? nil : self.pictures(order.pictures[index])
      try output.append(
        episode, world: scenery.world(of: episode), pictures: pictures, side: sides[index])
      if done % stride == 0 { try channel.write(.progress(done: done, total: total)) }
    }
    let summary = try output.finish(path: order.file)
    let files = try summary.files.map { path in
      let (sha, size) = try BlobStore.sha256(fileAt: "\(summary.folder)/\(path)")
      return DatasetManifest.File(path: path, size: size, sha256: sha)
    }
    try channel.write(
      .exported(
        ExportSummary(
          files: files, episodes: summary.episodes, train: summary.train, valid: summary.valid,
          steps: summary.frames)))
  }

  /// Which episodes are for training, which for validation.
  private func plan(_ order: ExportOrder, stride: Int) throws -> DatasetSplitPlan {
    var plan = DatasetSplitPlan(Datasets.DatasetSplit(valid: order.split.valid))
    for (index, blob) in order.episodes.enumerated() {
      plan.add(try EpisodeCodec.decode(try blobs.read(blob)).recipe)
      // a sign of life only: nothing is written yet
      if index % stride == 0 {
        try channel.write(.progress(done: 0, total: order.episodes.count))
      }
    }
    return plan
  }

  /// The pictures of a blob, as datasets take them.
  private func pictures(_ blob: String) throws -> EpisodePictures {
    try blobs.check(blob)
    let (pictures, recipe) = try PictureFile.decode(file: try blobs.path(of: blob))
    return EpisodePictures(pictures, recipe: recipe)
  }
}
