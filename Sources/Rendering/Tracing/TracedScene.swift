import Geometry

/// What sessions of all renderers share: a scene as it stands, its shapes, and how they are lit.
final class TracedScene {
  private(set) var scene: RenderScene
  let world: TracedWorld
  let painter: Painter

  /// - Throws: `RenderingError` when the scene cannot be drawn.
  init(_ scene: RenderScene, quality: RenderQuality) throws(RenderingError) {
    self.scene = scene
    world = try TracedWorld(scene, lamps: Shader.ways(scene))
    painter = Painter(scene, geoms: world.geoms, quality: quality)
  }

  /// Puts the bodies to these poses.
  ///
  /// - Throws: `RenderingError` as `RenderSession.move(to:)`.
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
    }
  }

  /// A picture with what was found at its pixels' middles: distances, and geoms (-1 for none).
  func frame(
    _ picture: Picture, _ distances: [Float], _ geoms: [Int32], _ parts: FrameParts
  ) -> Frame {
    var frame = Frame(picture: picture, depth: [], instances: [])
    if parts.contains(.depth) { frame.depth = distances }
    if parts.contains(.instances) {
      frame.instances = geoms.map {
        $0 < 0 ? 0 : UInt16(clamping: world.geoms[Int($0)].body + 1)
      }
    }
    return frame
  }
}
