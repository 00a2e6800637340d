/// How much work goes into a pixel.
public struct RenderQuality: Sendable, Hashable {
  /// Rays from the camera, 1 to 64.
  public var samples: Int
  /// Rays towards the sky from where each of them ends, which darken corners; 0 to 64.
  public var ambientRays: Int

  /// - Throws: `RenderingError` naming `samples` or `ambient rays`.
  public init(samples: Int = 4, ambientRays: Int = 0) throws(RenderingError) {
    guard (1...64).contains(samples) else {
      throw RenderingError(field: "samples", reason: "is \(samples), but must be 1 to 64")
    }
    guard (0...64).contains(ambientRays) else {
      throw RenderingError(field: "ambient rays", reason: "is \(ambientRays), but must be 0 to 64")
    }
    self.samples = samples
    self.ambientRays = ambientRays
  }

  private init(_ samples: Int, _ ambientRays: Int) {
    self.samples = samples
    self.ambientRays = ambientRays
  }

  /// For data sets: four samples, ambient light without shadows.
  public static let standard = RenderQuality(4, 0)
  /// For people to look at.
  public static let still = RenderQuality(4, 4)
}
