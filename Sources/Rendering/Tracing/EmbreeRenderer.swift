import Geometry

/// Draws by exact rays, on one thread: Embree's tree is asked for every ray of the camera and of the lamps.
///
/// The plain way, and what other renderers are compared with: its pictures are those of `TileRenderer`,
/// byte by byte, which takes less time.
public struct EmbreeRenderer: Renderer {
  public init() {}

  public func session(
    for scene: RenderScene, quality: RenderQuality = .standard
  ) throws(RenderingError) -> any RenderSession {
    try EmbreeSession(scene, quality: quality)
  }
}
