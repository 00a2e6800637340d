extension RigidBodyModel {
  /// The body with its dimensions, mass and friction multiplied by positive factors.
  ///
  /// Shapes grow about the body's origin, so that a compound keeps its form. The mass is the body's
  /// own times `mass`, whatever its new volume.
  public func scaled(size: Double = 1, mass: Double = 1, friction: Double = 1) -> RigidBodyModel {
    var body = self
    body.mass *= mass
    for index in body.geoms.indices {
      body.geoms[index].shape = body.geoms[index].shape.scaled(size)
      body.geoms[index].poseBodyGeom.position *= size
      body.geoms[index].friction *= friction
    }
    return body
  }
}

extension Shape {
  /// The shape with every size multiplied by a positive factor.
  public func scaled(_ factor: Double) -> Shape {
    switch self {
    case .box(let h): .box(halfExtents: h * factor)
    case .sphere(let r): .sphere(radius: r * factor)
    case .cylinder(let r, let l): .cylinder(radius: r * factor, halfLength: l * factor)
    case .capsule(let r, let l): .capsule(radius: r * factor, halfLength: l * factor)
    }
  }
}
