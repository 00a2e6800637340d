/// One collision primitive of a body, placed in the body's frame.
public struct CollisionGeom: Sendable, Hashable, Codable {
  public var shape: Shape
  public var poseBodyGeom: Pose
  /// Coulomb coefficient.
  public var friction: Double

  public init(_ shape: Shape, poseBodyGeom: Pose = .identity, friction: Double = 1) {
    self.shape = shape
    self.poseBodyGeom = poseBodyGeom
    self.friction = friction
  }
}

/// A rigid object: its mass and a compound of collision primitives.
public struct RigidBodyModel: Sendable, Hashable, Codable {
  /// Kilograms.
  public var mass: Double
  public var geoms: [CollisionGeom]

  public init(mass: Double, geoms: [CollisionGeom]) {
    self.mass = mass
    self.geoms = geoms
  }

  /// How far the body reaches below and above its origin at an orientation, metres; negative where
  /// the origin lies outside of it.
  public func verticalExtent(_ orientation: Quaternion) -> (below: Double, above: Double) {
    guard !geoms.isEmpty else { return (0, 0) }
    var below = -Double.infinity
    var above = -Double.infinity
    for geom in geoms {
      let centre = orientation.rotate(geom.poseBodyGeom.position).z
      let half = geom.shape.halfHeight(orientation * geom.poseBodyGeom.orientation)
      below = max(below, half - centre)
      above = max(above, half + centre)
    }
    return (below, above)
  }

  /// The largest horizontal distance of any point from the body's vertical axis, metres.
  public var horizontalRadius: Double {
    geoms.map { geom in
      let p = geom.poseBodyGeom.position
      let reach: Double
      switch geom.shape {
      case .box(let h): reach = h.length
      case .sphere(let r): reach = r
      case .cylinder(let r, let l): reach = (r * r + l * l).squareRoot()
      case .capsule(let r, let l): reach = r + l
      }
      // a body that stands on its base needs the horizontal part only
      if case .box(let h) = geom.shape, geom.poseBodyGeom.orientation == .identity {
        return (p.x * p.x + p.y * p.y).squareRoot() + (h.x * h.x + h.y * h.y).squareRoot()
      }
      return (p.x * p.x + p.y * p.y).squareRoot() + reach
    }.max() ?? 0
  }
}
