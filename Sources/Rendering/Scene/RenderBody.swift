import Geometry

/// A rigid thing of a picture: what moves as one, and has one instance id.
public struct RenderBody: Sendable, Hashable {
  /// A primitive of it, and how it looks.
  public struct Geom: Sendable, Hashable {
    public var shape: Shape
    public var poseBodyGeom: Pose
    /// Index into the scene's surfaces.
    public var surface: Int
    /// 1 hides what is behind; less lets a share of a pixel's samples through.
    public var opacity: Double
    public var castsShadow: Bool

    public init(
      _ shape: Shape, poseBodyGeom: Pose = .identity, surface: Int, opacity: Double = 1,
      castsShadow: Bool = true
    ) {
      self.shape = shape
      self.poseBodyGeom = poseBodyGeom
      self.surface = surface
      self.opacity = opacity
      self.castsShadow = castsShadow
    }
  }

  public var name: String
  public var poseWorldBody: Pose
  public var geoms: [Geom]
  /// Whether depth and instance ids know of it; not so for a goal, which has no substance.
  public var isSolid: Bool

  public init(name: String, poseWorldBody: Pose, geoms: [Geom], isSolid: Bool = true) {
    self.name = name
    self.poseWorldBody = poseWorldBody
    self.geoms = geoms
    self.isSolid = isSolid
  }

  /// The lower and the upper corner of the box around it in the world, metres.
  public var bounds: (low: Vector3, high: Vector3) {
    RigidBodyModel(
      mass: 0, geoms: geoms.map { CollisionGeom($0.shape, poseBodyGeom: $0.poseBodyGeom) }
    ).bounds(in: poseWorldBody)
  }
}
