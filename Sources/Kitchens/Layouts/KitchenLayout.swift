import Geometry

/// A kitchen's plan: which fixture stands where, and where a robot may stand.
public struct KitchenLayout: Sendable, Hashable {
  /// A fixture in its place.
  public struct Fixture: Sendable, Hashable {
    /// Unique in the layout, for instance `base_cabinet_3`.
    public var name: String
    /// A model of `Scenes/fixtures`.
    public var model: String
    /// `base`, `upper`, `counter_top`, `tall`, `wall`, `room`, `floor`.
    public var row: String
    public var poseWorldFixture: Pose
    /// Parameters that the layout decides, such as its width; the rest is the model's to draw.
    public var parameters: [ModelParameter]
    /// Width, depth and height of its box, metres.
    public var size: Vector3

    public init(
      name: String, model: String, row: String, poseWorldFixture: Pose,
      parameters: [ModelParameter], size: Vector3
    ) {
      self.name = name
      self.model = model
      self.row = row
      self.poseWorldFixture = poseWorldFixture
      self.parameters = parameters
      self.size = size
    }
  }

  /// A named layout's name, or the archetype's with the seed.
  public var name: String
  /// For instance `galley`.
  public var archetype: String
  public var seed: UInt64
  public var fixtures: [Fixture]
  /// The lower and the upper corner of the floor within the walls, metres.
  public var floorLow: SIMD2<Double>
  public var floorHigh: SIMD2<Double>

  public init(
    name: String, archetype: String, seed: UInt64, fixtures: [Fixture], floorLow: SIMD2<Double>,
    floorHigh: SIMD2<Double>
  ) {
    self.name = name
    self.archetype = archetype
    self.seed = seed
    self.fixtures = fixtures
    self.floorLow = floorLow
    self.floorHigh = floorHigh
  }
}
