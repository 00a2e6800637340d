import Geometry

/// Up to four points, of which the part nearest to the origin is kept (Ericson 2004, section 5.1).
struct Simplex {
  private var a = Vector3.zero
  private var b = Vector3.zero
  private var c = Vector3.zero
  private var d = Vector3.zero
  private(set) var count = 0

  /// Takes in a point; at most four fit.
  mutating func add(_ point: Vector3) {
    (d, c, b, a) = (c, b, a, point)
    count += 1
  }

  /// Whether a point is one of them.
  func contains(_ point: Vector3) -> Bool {
    (count > 0 && a == point) || (count > 1 && b == point) || (count > 2 && c == point)
      || (count > 3 && d == point)
  }

  /// The point nearest to the origin, after which only the points that span it are left; nil when the
  /// origin is inside.
  mutating func reduceToNearest() -> Vector3? {
    switch count {
    case 1: return a
    case 2: return keep(Self.segment(a, b))
    case 3: return keep(Self.triangle(a, b, c))
    default: return tetrahedron()
    }
  }

  /// What is nearest, and the points that span it.
  private struct Nearest {
    var point: Vector3
    var count: Int
    var a: Vector3
    var b = Vector3.zero
    var c = Vector3.zero
  }

  private mutating func keep(_ nearest: Nearest) -> Vector3 {
    (a, b, c, count) = (nearest.a, nearest.b, nearest.c, nearest.count)
    return nearest.point
  }

  private static func segment(_ a: Vector3, _ b: Vector3) -> Nearest {
    let ab = b - a
    let t = -a.dot(ab)
    if t <= 0 { return Nearest(point: a, count: 1, a: a) }
    let length = ab.dot(ab)
    if t >= length { return Nearest(point: b, count: 1, a: b) }
    return Nearest(point: a + ab * (t / length), count: 2, a: a, b: b)
  }

  /// By the regions of Voronoi of the triangle's corners, edges and face.
  private static func triangle(_ a: Vector3, _ b: Vector3, _ c: Vector3) -> Nearest {
    let ab = b - a
    let ac = c - a
    let (d1, d2) = (-ab.dot(a), -ac.dot(a))
    if d1 <= 0 && d2 <= 0 { return Nearest(point: a, count: 1, a: a) }
    let (d3, d4) = (-ab.dot(b), -ac.dot(b))
    if d3 >= 0 && d4 <= d3 { return Nearest(point: b, count: 1, a: b) }
    let (d5, d6) = (-ab.dot(c), -ac.dot(c))
    if d6 >= 0 && d5 <= d6 { return Nearest(point: c, count: 1, a: c) }

    // edges; then the face, unless the triangle is a line
    let vc = d1 * d4 - d3 * d2
    if vc <= 0 && d1 >= 0 && d3 <= 0 { return segment(a, b) }
    let vb = d5 * d2 - d1 * d6
    if vb <= 0 && d2 >= 0 && d6 <= 0 { return segment(a, c) }
    let va = d3 * d6 - d5 * d4
    if va <= 0 && (d4 - d3) >= 0 && (d5 - d6) >= 0 { return segment(b, c) }
    let sum = va + vb + vc
    guard sum > 0 else {
      let sides = [segment(a, b), segment(a, c), segment(b, c)]
      return sides.dropFirst().reduce(sides[0]) {
        $1.point.dot($1.point) < $0.point.dot($0.point) ? $1 : $0
      }
    }
    return Nearest(point: a + ab * (vb / sum) + ac * (vc / sum), count: 3, a: a, b: b, c: c)
  }

  private mutating func tetrahedron() -> Vector3? {
    var best: Nearest?
    func consider(_ p: Vector3, _ q: Vector3, _ r: Vector3, opposite: Vector3) {
      // the origin is beyond this face, or the tetrahedron is flat
      let normal = (q - p).cross(r - p)
      let side = normal.dot(opposite - p)
      let origin = -normal.dot(p)
      guard side * origin < 0 || side.magnitude < 1e-18 else { return }
      let found = Self.triangle(p, q, r)
      if best.map({ found.point.dot(found.point) < $0.point.dot($0.point) }) ?? true {
        best = found
      }
    }
    consider(a, b, c, opposite: d)
    consider(a, c, d, opposite: b)
    consider(a, d, b, opposite: c)
    consider(b, d, c, opposite: a)
    return best.map { keep($0) }
  }
}
