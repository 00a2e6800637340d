import Geometry
import Scenes

/// Draws by exact rays, on one thread: shapes without triangles, hard shadows.
///
/// Embree finds what keeps light out of corners, where that is asked for; what cameras and lamps see is
/// found tile by tile, which for pictures is faster.
public struct TileRenderer: Renderer {
  public init() {}

  public func session(
    for scene: RenderScene, quality: RenderQuality = .standard
  ) throws(RenderingError) -> any RenderSession {
    try TileSession(scene, quality: quality)
  }
}
