import Geometry

/// A collision primitive at a pose in the world, ready for questions of distance.
///
/// It is a core (a point, a segment, a box or a cylinder) with a layer of `rounding` around it, so that
/// spheres and capsules are exact: Gilbert, Johnson and Keerthi's algorithm only ever sees cores.
public struct PlacedPrimitive: Sendable, Hashable {
  /// What a layer of `rounding` is put around.
  enum Core: Sendable, Hashable { case point, segment, box, cylinder }

  let core: Core
  /// Metres; 0 for boxes and cylinders.
  let rounding: Double
  let center: Vector3
  /// The world's axes of the shape's frame, times the half extents of its core, metres.
  let x: Vector3
  let y: Vector3
  let z: Vector3
  /// The unit axis of a cylinder, and its radius in metres; 0 for others.
  let axis: Vector3
  let radius: Double
  /// The lower and the upper corner of the box around it along the world's axes, metres.
  public let low: Vector3
  public let high: Vector3

  public init(_ shape: Shape, at pose: Pose) {
    let q = pose.orientation
    center = pose.position
    let up = q.rotate(Vector3(0, 0, 1))
    axis = up
    let half: Vector3
    switch shape {
    case .box(let h):
      (core, rounding, radius) = (.box, 0, 0)
      x = q.rotate(Vector3(h.x, 0, 0))
      y = q.rotate(Vector3(0, h.y, 0))
      z = up * h.z
      half = x.magnitudes + y.magnitudes + z.magnitudes
    case .sphere(let r):
      (core, rounding, radius) = (.point, r, 0)
      (x, y, z) = (.zero, .zero, .zero)
      half = Vector3(repeating: r)
    case .capsule(let r, let l):
      (core, rounding, radius) = (.segment, r, 0)
      (x, y, z) = (.zero, .zero, up * l)
      half = z.magnitudes + Vector3(repeating: r)
    case .cylinder(let r, let l):
      (core, rounding, radius) = (.cylinder, 0, r)
      (x, y, z) = (.zero, .zero, up * l)
      // the rim's reach along an axis is r times the sine of the angle to it
      let sine = (Vector3(repeating: 1) - up * up).clamped(
        lowerBound: .zero, upperBound: Vector3(repeating: 1)
      ).squareRoot()
      half = z.magnitudes + sine * r
    }
    low = center - half
    high = center + half
  }

  /// The farthest point of the core along a direction, which may have any length.
  func support(_ direction: Vector3) -> Vector3 {
    switch core {
    case .point: return center
    case .segment: return direction.dot(z) >= 0 ? center + z : center - z
    case .box:
      var point = center
      point = direction.dot(x) >= 0 ? point + x : point - x
      point = direction.dot(y) >= 0 ? point + y : point - y
      return direction.dot(z) >= 0 ? point + z : point - z
    case .cylinder:
      let along = direction.dot(axis)
      let radial = direction - axis * along
      let length = radial.length
      let end = along >= 0 ? center + z : center - z
      return length > 1e-12 ? end + radial * (radius / length) : end
    }
  }

  /// Whether the boxes around two primitives come as near as `margin` metres.
  func mayMeet(_ other: PlacedPrimitive, margin: Double) -> Bool {
    Bounds.meet(low, high, other.low, other.high, margin: margin)
  }
}

/// Boxes along the world's axes.
enum Bounds {
  /// Whether two boxes come as near as `margin` metres along every axis.
  @inline(__always) static func meet(
    _ lowA: Vector3, _ highA: Vector3, _ lowB: Vector3, _ highB: Vector3, margin: Double
  ) -> Bool {
    let gap = Vector3(repeating: margin)
    return all((lowA - gap) .<= highB) && all((lowB - gap) .<= highA)
  }
}

extension Vector3 {
  /// Every component's magnitude.
  @inline(__always) var magnitudes: Vector3 { Vector3(x.magnitude, y.magnitude, z.magnitude) }
}
