import Geometry
import Scenes

/// What of a body is between two fingers at its origin, by lines along x.
enum GraspSlice {
  /// From where to where along x there is matter between the pads, metres; nil for none.
  ///
  /// The pads are 16 mm broad along y and reach from 4.4 mm below to 11.6 mm above the origin. What is
  /// farther away than an open finger's outer face is another part of the body.
  static func width(of body: RigidBodyModel) -> (low: Double, high: Double)? {
    var low = Double.infinity
    var high = -Double.infinity
    for geom in body.geoms {
      for row in 0...8 {
        for column in -4...4 {
          let y = 0.002 * Double(column)
          let z = -0.0044 + 0.002 * Double(row)
          guard let span = span(of: geom, y: y, z: z), span.high > -0.058, span.low < 0.058,
            abs(span.low + span.high) / 2 < 0.04
          else { continue }
          low = min(low, span.low)
          high = max(high, span.high)
        }
      }
    }
    return low < high ? (low, high) : nil
  }

  /// How high anything reaches that is below a palm of 0.2 x 0.06 m, metres.
  static func top(of body: RigidBodyModel) -> Double {
    var top = -Double.infinity
    for geom in body.geoms {
      let bounds = RigidBodyModel(mass: 1, geoms: [geom]).bounds(in: .identity)
      guard bounds.low.x < 0.1, bounds.high.x > -0.1, bounds.low.y < 0.03, bounds.high.y > -0.03
      else { continue }
      top = max(top, bounds.high.z)
    }
    return top
  }

  /// Where a line along x enters and leaves a geom; nil where it misses.
  private static func span(
    of geom: CollisionGeom, y: Double, z: Double
  ) -> (low: Double, high: Double)? {
    let inverse = geom.poseBodyGeom.inverse
    let p = inverse.transform(Vector3(0, y, z))
    let d = inverse.orientation.rotate(Vector3(1, 0, 0))
    switch geom.shape {
    case .box(let h):
      return meet((0..<3).map { slab(p[$0], d[$0], h[$0]) })
    case .sphere(let r):
      return quadratic(d.dot(d), 2 * p.dot(d), p.dot(p) - r * r)
    case .cylinder(let r, let l), .capsule(let r, let l):
      let round = quadratic(
        d.x * d.x + d.y * d.y, 2 * (p.x * d.x + p.y * d.y), p.x * p.x + p.y * p.y - r * r)
      return meet([slab(p.z, d.z, l), round])
    }
  }

  private static func meet(
    _ spans: [(low: Double, high: Double)?]
  ) -> (low: Double, high: Double)? {
    var low = -10.0
    var high = 10.0
    for span in spans {
      guard let span else { return nil }
      low = max(low, span.low)
      high = min(high, span.high)
    }
    return low < high ? (low, high) : nil
  }

  private static func slab(
    _ p: Double, _ d: Double, _ half: Double
  ) -> (low: Double, high: Double)? {
    guard abs(d) > 1e-12 else { return abs(p) <= half ? (-10, 10) : nil }
    let a = (-half - p) / d
    let b = (half - p) / d
    return (min(a, b), max(a, b))
  }

  private static func quadratic(
    _ a: Double, _ b: Double, _ c: Double
  ) -> (low: Double, high: Double)? {
    guard a > 1e-12 else { return c <= 0 ? (-10, 10) : nil }
    let under = b * b - 4 * a * c
    guard under > 0 else { return nil }
    let root = under.squareRoot()
    return ((-b - root) / (2 * a), (-b + root) / (2 * a))
  }
}
