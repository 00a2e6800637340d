/// Something that draws scenes; the same scene and camera give the same bytes, whatever was drawn before.
public protocol Renderer {
  /// Takes a scene in, for many pictures of it while its bodies move.
  ///
  /// - Throws: `RenderingError` when the scene cannot be drawn.
  func session(
    for scene: RenderScene, quality: RenderQuality
  ) throws(RenderingError) -> any RenderSession
}

extension Renderer {
  /// What a camera sees of a scene, once.
  ///
  /// - Throws: `RenderingError` when the scene cannot be drawn.
  public func render(
    _ scene: RenderScene, from camera: Camera, size: PictureSize,
    quality: RenderQuality = .standard, parts: FrameParts = .all
  ) throws(RenderingError) -> Frame {
    try session(for: scene, quality: quality).render(from: camera, size: size, parts: parts)
  }
}
