import Geometry

/// A scene for pictures of which Embree traces every ray; nothing is kept but the tree.
final class EmbreeSession: RenderSession {
  private let traced: TracedScene
  private let tree: RayScene

  /// - Throws: `RenderingError` when the scene cannot be drawn.
  init(_ scene: RenderScene, quality: RenderQuality) throws(RenderingError) {
    traced = try TracedScene(scene, quality: quality)
    tree = try RayScene(traced.world)
  }

  var scene: RenderScene { traced.scene }

  func move(to posesWorldBody: [Pose]) throws(RenderingError) {
    try traced.move(to: posesWorldBody)
  }

  func render(
    from camera: Camera, size: PictureSize, parts: FrameParts
  ) throws(RenderingError) -> Frame {
    let painter = traced.painter
    let view = try TracedView(traced.world, camera, size: size, samples: painter.samples)
    try tree.update()
    tree.begin(view)

    // colours
    var picture = Picture(size)
    for tile in 0..<view.tiles {
      let seen = tree.tile(tile, of: view)
      painter.paint(seen, of: view)
      painter.draw(seen, in: tree, into: &picture)
    }
    guard !parts.isEmpty else { return traced.frame(picture, [], [], parts) }

    // depths and instances of the pixels' middles
    var distances = [Float](repeating: .infinity, count: size.count)
    var geoms = [Int32](repeating: -1, count: size.count)
    for tile in 0..<view.tiles { tree.middles(tile, of: view, &distances, &geoms) }
    return traced.frame(picture, distances, geoms, parts)
  }
}
