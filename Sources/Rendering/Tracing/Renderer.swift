/// Something that draws scenes; the same scene and camera give the same bytes.
public protocol Renderer {
  /// What a camera sees of a scene.
  ///
  /// - Throws: `RenderingError` when the scene cannot be drawn.
  func render(
    _ scene: RenderScene, from camera: Camera, size: PictureSize, quality: RenderQuality
  ) throws(RenderingError) -> Frame
}
