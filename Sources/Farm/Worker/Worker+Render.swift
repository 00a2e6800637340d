import Catalog
import Demonstrations
import Episodes
import Foundation
import Geometry
import Rendering
import Rollouts
import Visuals

extension Worker {
  /// Takes pictures of episodes and reports each set after its file is in the blob store.
  func render(_ order: RenderOrder) throws {
    for item in order.items {
      let pictures = try take(item.recipe, of: item.episode)
      let lineage = try CanonicalJSON.text(
        PictureLineage(episodeBlob: item.episode, recipe: item.recipe))
      let file = try PictureFile.encode(pictures, recipe: lineage)
      let thumbnail = try pictures.shots.first.map {
        try Thumbnail.encode($0.picture(pictures.frames / 2))
      }
      let small = Data(thumbnail ?? [])
      try channel.write(
        .taken(
          TakenPictures(
            id: item.id, blob: try blobs.put(file), bytes: file.count, frames: pictures.frames,
            thumbnailBlob: try blobs.put(small), thumbnailBytes: small.count)))
    }
    try channel.write(.finished)
  }

  /// Makes a strip or a clip of an episode through one camera.
  func preview(_ order: PreviewOrder) throws {
    let isStrip = order.kind == .strip
    let pictures = try take(order.recipe, of: order.episode) { frames in
      isStrip ? PictureStrip.indices(of: frames) : Array(0..<frames)
    }
    guard let shots = pictures.shots.first else { throw WorkerRefusal("there is no camera") }
    let bytes: [UInt8]
    switch order.kind {
    case .strip:
      bytes = try PictureStrip.preview(of: (0..<pictures.frames).map(shots.picture))
    case .clip:
      bytes = try VideoEncoder(framesPerSecond: max(1, Int(order.frequency.rounded()))).encode(
        (0..<pictures.frames).lazy.map(shots.picture))
    }
    let data = Data(bytes)
    try channel.write(.previewed(blob: try blobs.put(data), bytes: data.count))
  }

  /// The pictures of an episode's blob; `wanted` chooses of so many frames.
  private func take(
    _ recipe: PictureRecipe, of blob: String,
    frames wanted: (Int) -> [Int] = { Array(0..<$0) }
  ) throws -> PictureSet {
    let library = try visualLibrary()
    guard recipe.visualsVersion == library.version,
      recipe.rendererVersion == EngineVersion.renderer
    else {
      throw WorkerRefusal(
        "cameras, visuals or styles have changed: \(recipe.visualsVersion) before, "
          + "\(library.version) now")
    }
    let episode = try EpisodeCodec.decode(try blobs.read(blob))
    guard let task = try tasks.task(named: episode.recipe.task),
      let robot = robots.robot(named: task.robot)
    else { throw WorkerRefusal("no task is named \(episode.recipe.task)") }
    let scene = try scenes.scene(of: episode, task: task, robot: robot, blobs: blobs)
    return try Photographer(robot: robot, library: library).pictures(
      of: episode, in: scene, recipe: recipe, frames: wanted(episode.steps + 1))
  }
}
