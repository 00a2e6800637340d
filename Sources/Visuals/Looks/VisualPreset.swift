import Geometry

/// How pictures are varied: what is drawn for each look, and between what.
public struct VisualPreset: Sendable, Hashable {
  /// What of a scene gets other textures, and from where.
  public struct Textures: Sendable, Hashable {
    public var surfaces: [SurfaceGroup] = []
    /// Empty for all.
    public var families: [String] = []
  }

  /// How far colours that stay are shifted: shares of the circle, and of the whole.
  public struct Colors: Sendable, Hashable {
    public var hue = 0.0
    public var saturation = 0.0
    public var value = 0.0
    /// What replaces each surface's gloss; nil for its own.
    public var gloss: ClosedRange<Double>?
  }

  /// The lamps.
  public struct Lights: Sendable, Hashable {
    /// Nil for the scene's own.
    public var count: ClosedRange<Int>?
    /// Above the horizon, radians.
    public var elevation: ClosedRange<Double> = 0.26...(.pi / 2)
    /// Kelvin; nil for the scene's own.
    public var temperature: ClosedRange<Double>?
    /// Of all lamps together; or what the scene's own are multiplied by.
    public var intensity: ClosedRange<Double> = 1...1
    /// How unequal lamps are: the weight of each.
    public var weight: ClosedRange<Double> = 1...1
    /// How far the scene's own lamps are turned about each axis, radians.
    public var turn = 0.0
    /// What light from everywhere is multiplied by.
    public var ambient: ClosedRange<Double> = 1...1
    /// How likely a lamp beside the first casts shadows.
    public var shadows = 1.0
  }

  /// How cameras are shifted and turned, once an episode.
  public struct Jitter: Sendable, Hashable {
    /// Always, in the camera's mount, metres.
    public var offset = Vector3.zero
    /// Uniform within a box, half extents in the camera's mount, metres.
    public var box = Vector3.zero
    /// Normal, metres.
    public var sigma = 0.0
    /// Uniform about each axis, radians.
    public var turn = 0.0
    /// Normal about each axis, radians.
    public var turnSigma = 0.0
    /// Uniform, radians, and as a share.
    public var fieldOfView = 0.0
    public var fieldOfViewShare = 0.0
  }

  /// What happens to a picture after it was taken.
  public struct Image: Sendable, Hashable {
    /// Factors.
    public var exposure: ClosedRange<Double> = 1...1
    public var contrast: ClosedRange<Double> = 1...1
    /// Standard deviation of each channel of each pixel, of 1 for white.
    public var noise: ClosedRange<Double> = 0...0
    /// Weight of the neighbours' mean.
    public var blur: ClosedRange<Double> = 0...0
  }

  public var name: String
  public var summary: String
  public var textures = Textures()
  public var colors = Colors()
  public var lights = Lights()
  public var camera = Jitter()
  /// Of cameras that go with the hand; nil for the same.
  public var handCamera: Jitter?
  public var image = Image()

  public init(name: String, summary: String) {
    self.name = name
    self.summary = summary
  }
}
