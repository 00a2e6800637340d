import Geometry

/// A collision primitive that does not move, with the ball around it.
struct StandingShape {
  let shape: Shape
  let pose: Pose
  let radius: Double
  private let inverse: Pose

  init(_ geom: CollisionGeom, _ poseWorldBody: Pose) {
    shape = geom.shape
    pose = poseWorldBody * geom.poseBodyGeom
    radius = shape.ballRadius
    inverse = pose.inverse
  }

  /// The distance from a point, metres; 0 inside.
  func distance(from point: Vector3) -> Double {
    let p = inverse.transform(point)
    switch shape {
    case .box(let h):
      return Vector3(
        max(0, p.x.magnitude - h.x), max(0, p.y.magnitude - h.y), max(0, p.z.magnitude - h.z)
      ).length
    case .sphere(let r): return max(0, p.length - r)
    case .capsule(let r, let l):
      return max(0, Vector3(p.x, p.y, max(0, p.z.magnitude - l)).length - r)
    case .cylinder(let r, let l):
      let across = max(0, (p.x * p.x + p.y * p.y).squareRoot() - r)
      let along = max(0, p.z.magnitude - l)
      return (across * across + along * along).squareRoot()
    }
  }
}

extension Shape {
  /// The radius of the ball around it, metres.
  var ballRadius: Double {
    switch self {
    case .box(let h): h.length
    case .sphere(let r): r
    case .cylinder(let r, let l): (r * r + l * l).squareRoot()
    case .capsule(let r, let l): r + l
    }
  }
}
