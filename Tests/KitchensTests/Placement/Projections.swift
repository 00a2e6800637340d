import Geometry
import Kitchens

/// Nearest points of shapes in closed form, and distances by projecting to and fro between two convex
/// sets (Cheney and Goldstein 1959): slow, but nothing in common with the algorithm under test.
struct Projected {
  var shape: Shape
  var pose: Pose

  /// The nearest point of the shape to a point of the world.
  func nearest(_ point: Vector3) -> Vector3 {
    let p = pose.inverse.transform(point)
    func clamp(_ v: Double, _ h: Double) -> Double { min(h, max(-h, v)) }
    func towards(_ center: Vector3, _ radius: Double) -> Vector3 {
      let way = p - center
      return way.length <= radius ? p : center + way * (radius / way.length)
    }
    let found: Vector3
    switch shape {
    case .box(let h): found = Vector3(clamp(p.x, h.x), clamp(p.y, h.y), clamp(p.z, h.z))
    case .sphere(let r): found = towards(.zero, r)
    case .capsule(let r, let l): found = towards(Vector3(0, 0, clamp(p.z, l)), r)
    case .cylinder(let r, let l):
      let radial = (p.x * p.x + p.y * p.y).squareRoot()
      let scale = radial > r ? r / radial : 1
      found = Vector3(p.x * scale, p.y * scale, clamp(p.z, l))
    }
    return pose.transform(found)
  }

  func contains(_ point: Vector3) -> Bool { (nearest(point) - point).length < 1e-12 }

  /// An upper bound of the distance to another shape, which tends to the distance.
  func distance(to other: Projected, rounds: Int) -> Double {
    var a = pose.position
    var b = other.pose.position
    for _ in 0..<rounds {
      b = other.nearest(a)
      let next = nearest(b)
      if (next - a).length < 1e-13 { break }
      a = next
    }
    return (a - b).length
  }

  static func random(_ random: inout RandomStream, spread: Double) -> Projected {
    func size() -> Double { random.uniform(0.01, 0.2) }
    let shape: Shape
    switch random.integer(in: 0...3) {
    case 0: shape = .box(halfExtents: Vector3(size(), size(), size()))
    case 1: shape = .sphere(radius: size())
    case 2: shape = .cylinder(radius: size(), halfLength: size())
    default: shape = .capsule(radius: size(), halfLength: size())
    }
    let turn = Quaternion(
      w: random.normal(), x: random.normal(), y: random.normal(), z: random.normal()
    ).normalized
    let at = Vector3(
      random.uniform(-spread, spread), random.uniform(-spread, spread),
      random.uniform(-spread, spread))
    return Projected(shape: shape, pose: Pose(at, turn))
  }

  var placed: PlacedPrimitive { PlacedPrimitive(shape, at: pose) }
}
