/// Everything needed to take an episode's pictures again, byte for byte, beside the episode itself.
public struct PictureRecipe: Sendable, Hashable, Codable {
  public var cameras: CameraOptions
  /// What this episode's look follows from.
  public var styleSeed: UInt64
  /// A hash of the cameras', visuals' and styles' files.
  public var visualsVersion: String
  /// Of the program that draws.
  public var rendererVersion: String

  public enum CodingKeys: String, CodingKey {
    case cameras
    case styleSeed = "style_seed"
    case visualsVersion = "visuals_version"
    case rendererVersion = "renderer_version"
  }

  public init(
    cameras: CameraOptions, styleSeed: UInt64, visualsVersion: String,
    rendererVersion: String = EngineVersion.renderer
  ) {
    self.cameras = cameras
    self.styleSeed = styleSeed
    self.visualsVersion = visualsVersion
    self.rendererVersion = rendererVersion
  }
}
