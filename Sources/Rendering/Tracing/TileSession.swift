import CEmbree
import Geometry

/// A scene for pictures by exact rays.
final class TileSession: RenderSession {
  private(set) var scene: RenderScene
  private let world: TracedWorld
  private let shader: Shader
  private let samples: [Double]
  /// What darkens corners, where that is asked for; the tree is of the scene as it stood when it was
  /// last needed.
  private let sky: Sky?
  private var tree: RayScene?
  /// The latest last; those used more than once keep what rests.
  private var views: [(view: TracedView, isKept: Bool)] = []
  /// Cameras that take turns, and the largest picture of which what rests is kept.
  private let mostViews = 8
  private let mostKept = 512 * 512

  /// - Throws: `RenderingError` when the scene cannot be drawn.
  init(_ scene: RenderScene, quality: RenderQuality) throws(RenderingError) {
    self.scene = scene
    world = try TracedWorld(scene, lamps: Shader.ways(scene))
    shader = Shader(scene, geoms: world.geoms)
    samples = TracedView.samples(quality.samples)
    sky = quality.ambientRays > 0 ? Sky(quality) : nil
  }

  func move(to posesWorldBody: [Pose]) throws(RenderingError) {
    guard posesWorldBody.count == scene.bodies.count else {
      throw RenderingError(
        field: "poses",
        reason: "are \(posesWorldBody.count), but the scene has \(scene.bodies.count) bodies")
    }
    if let broken = posesWorldBody.firstIndex(where: { !$0.isFinite }) {
      throw RenderingError(unfinished: scene.bodies[broken].name)
    }
    for (index, pose) in posesWorldBody.enumerated()
    where pose != scene.bodies[index].poseWorldBody {
      scene.bodies[index].poseWorldBody = pose
      world.move(index, scene.bodies[index])
      tree = nil
    }
  }

  func render(
    from camera: Camera, size: PictureSize, parts: FrameParts
  ) throws(RenderingError) -> Frame {
    if sky != nil && tree == nil { tree = try RayScene(scene) }
    let (view, isKept) = try view(camera, size)
    if dmViewBegin(view.handle, isKept ? 1 : 0) != 0 { view.picture = nil }
    let tiles = dmViewTiles(view.handle)

    // colours
    let footprint = Footprint(camera, size)
    var picture = view.picture.take() ?? Picture(size)
    for tile in 0..<tiles {
      paint(dmViewResting(view.handle, tile), footprint)
      let seen = dmViewTile(view.handle, tile)
      if seen.rests != 0 && sky == nil { continue }
      paint(seen, footprint)
      draw(seen, into: &picture)
    }
    view.picture = picture
    var frame = Frame(picture: picture, depth: [], instances: [])
    if !parts.isEmpty { measure(view, tiles, parts, into: &frame) }
    return frame
  }

  /// The view of a camera, and whether it keeps what rests.
  private func view(_ camera: Camera, _ size: PictureSize) throws(RenderingError) -> (
    TracedView, Bool
  ) {
    if let known = views.firstIndex(where: { $0.view.camera == camera && $0.view.size == size }) {
      var entry = views.remove(at: known)
      entry.isKept = size.count <= mostKept
      views.append(entry)
      return entry
    }
    // one that was used once goes before those that come again
    if views.count == mostViews {
      views.remove(at: views.firstIndex { !$0.isKept } ?? 0)
    }
    let made = try TracedView(world, camera, size: size, samples: samples)
    views.append((made, false))
    return (made, false)
  }

  /// Metres that a pixel covers at a distance.
  private struct Footprint {
    let width: Double
    let spread: Double

    init(_ camera: Camera, _ size: PictureSize) {
      let pixel = camera.metresPerPixel(height: size.height)
      if case .orthographic = camera.projection {
        (width, spread) = (pixel, 0)
      } else {
        (width, spread) = (0, pixel)
      }
    }
  }

  /// Gives fragments their surfaces' colours that have none yet.
  private func paint(_ tile: dmTile, _ footprint: Footprint) {
    for index in 0..<Int(tile.count) where tile.fragments[index].colored == 0 {
      let at = tile.fragments + index
      at.pointee.color =
        shader.color(
          at.pointee, footprint: footprint.width + footprint.spread * at.pointee.distance,
          samples: samples
        ).tuple
      at.pointee.colored = 1
    }
  }

  /// Lights a tile's fragments, and sums them pixel by pixel.
  private func draw(_ tile: dmTile, into picture: inout Picture) {
    let width = Int32(picture.size.width)
    var index = 0
    let count = Int(tile.count)
    while index < count {
      let pixel = tile.fragments[index].pixel
      var sum = LinearColor.zero
      while index < count && tile.fragments[index].pixel == pixel {
        let at = tile.fragments + index
        var openness = 1.0
        if let sky, let tree { openness = sky.openness(at.pointee, in: tree) }
        sum += shader.light(at.pointee, openness: openness) * at.pointee.weight
        index += 1
      }
      picture[Int(pixel % width), Int(pixel / width)] = ColorSpace.encode(sum)
    }
  }

  /// Depths and instances of the pixels' middles.
  private func measure(
    _ view: TracedView, _ tiles: Int, _ parts: FrameParts, into frame: inout Frame
  ) {
    var depth = [Float](repeating: .infinity, count: view.size.count)
    var primitives = [Int32](repeating: -1, count: view.size.count)
    for tile in 0..<tiles { dmViewMiddles(view.handle, tile, &depth, &primitives) }
    if parts.contains(.depth) { frame.depth = depth }
    if parts.contains(.instances) {
      frame.instances = primitives.map {
        $0 < 0 ? 0 : UInt16(clamping: world.geoms[Int($0)].body + 1)
      }
    }
  }
}
