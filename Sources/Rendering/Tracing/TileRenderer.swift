import Geometry
import Scenes

/// Draws by exact rays, on one thread: shapes without triangles, hard shadows.
///
/// What cameras and lamps see is found tile by tile, without a tree, and what rests is kept from picture to
/// picture; Embree only finds what keeps light out of corners, where that is asked for.
public struct TileRenderer: Renderer {
  public init() {}

  public func session(
    for scene: RenderScene, quality: RenderQuality = .standard
  ) throws(RenderingError) -> any RenderSession {
    try TileSession(scene, quality: quality)
  }
}
