import CEmbree
import Geometry

/// A scene for pictures tile by tile.
final class TileSession: RenderSession {
  private let traced: TracedScene
  /// For what darkens corners, where that is asked for.
  private let tree: RayScene?
  /// The latest last; those used more than once keep what rests.
  private var views: [(view: TracedView, isKept: Bool)] = []
  /// Cameras that take turns, and the pixels of them all of which what rests is kept (some 300 bytes each).
  private let mostViews = 8
  private let mostKept = 1024 * 1024

  /// - Throws: `RenderingError` when the scene cannot be drawn.
  init(_ scene: RenderScene, quality: RenderQuality) throws(RenderingError) {
    traced = try TracedScene(scene, quality: quality)
    tree = traced.painter.sky == nil ? nil : try RayScene(traced.world)
  }

  var scene: RenderScene { traced.scene }

  func move(to posesWorldBody: [Pose]) throws(RenderingError) {
    try traced.move(to: posesWorldBody)
  }

  func render(
    from camera: Camera, size: PictureSize, parts: FrameParts
  ) throws(RenderingError) -> Frame {
    try tree?.update()
    let (view, isKept) = try view(camera, size)
    if dmViewBegin(view.handle, isKept ? 1 : 0) != 0 { view.picture = nil }

    // colours
    let painter = traced.painter
    var picture = view.picture.take() ?? Picture(size)
    for tile in 0..<view.tiles {
      painter.paint(dmViewResting(view.handle, tile), of: view)
      let seen = dmViewTile(view.handle, tile)
      if seen.rests != 0 && tree == nil { continue }
      painter.paint(seen, of: view)
      painter.draw(seen, in: tree, into: &picture)
    }
    view.picture = picture
    guard !parts.isEmpty else { return traced.frame(picture, [], [], parts) }

    // depths and instances of the pixels' middles
    var distances = [Float](repeating: .infinity, count: size.count)
    var geoms = [Int32](repeating: -1, count: size.count)
    for tile in 0..<view.tiles { dmViewMiddles(view.handle, tile, &distances, &geoms) }
    return traced.frame(picture, distances, geoms, parts)
  }

  /// The view of a camera, and whether it keeps what rests.
  private func view(_ camera: Camera, _ size: PictureSize) throws(RenderingError) -> (
    TracedView, Bool
  ) {
    if let known = views.firstIndex(where: { $0.view.camera == camera && $0.view.size == size }) {
      var entry = views.remove(at: known)
      let others = views.reduce(0) { $0 + ($1.isKept ? $1.view.size.count : 0) }
      entry.isKept = others + size.count <= mostKept
      views.append(entry)
      return entry
    }
    // one that was used once goes before those that come again
    if views.count == mostViews {
      views.remove(at: views.firstIndex { !$0.isKept } ?? 0)
    }
    let made = try TracedView(
      traced.world, camera, size: size, samples: traced.painter.samples)
    views.append((made, false))
    return (made, false)
  }
}
