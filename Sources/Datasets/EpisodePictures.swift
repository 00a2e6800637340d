/// The pictures of one episode, as a dataset takes them.
public struct EpisodePictures: Sendable {
  /// What one camera saw: T + 1 frames.
  public struct Camera: Sendable {
    /// What keys of observations begin with, for instance `agentview`.
    public var name: String
    public var width: Int
    public var height: Int
    /// (T + 1, height, width, 3).
    public var colors: [UInt8]
    /// (T + 1, height, width), metres; empty where there are none.
    public var depths: [Float]
    /// Row-major 3 x 3, pixels.
    public var intrinsics: [Double]
    /// (T + 1, 4, 4), the camera in the world: +x right, +y down, +z where it looks.
    public var extrinsics: [Double]

    public init(
      name: String, width: Int, height: Int, colors: [UInt8], depths: [Float] = [],
      intrinsics: [Double], extrinsics: [Double]
    ) {
      self.name = name
      self.width = width
      self.height = height
      self.colors = colors
      self.depths = depths
      self.intrinsics = intrinsics
      self.extrinsics = extrinsics
    }
  }

  public var cameras: [Camera]
  /// What they follow from, as JSON.
  public var recipe: String

  public init(cameras: [Camera], recipe: String) {
    self.cameras = cameras
    self.recipe = recipe
  }

  /// The first fault in words, or nil: `frames` is T + 1.
  func problem(frames: Int) -> String? {
    for camera in cameras {
      let pixels = frames * camera.width * camera.height
      let isWhole =
        camera.colors.count == 3 * pixels
        && (camera.depths.isEmpty || camera.depths.count == pixels)
        && camera.intrinsics.count == 9 && camera.extrinsics.count == 16 * frames
      if !isWhole { return "the pictures of \(camera.name) are not those of \(frames) frames" }
    }
    return nil
  }
}
