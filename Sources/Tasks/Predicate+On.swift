import Geometry

extension Predicate {
  /// How far the upper body may hover over or sink into the lower one, metres.
  private static let heightTolerance = 0.005
  /// How thick a layer of either body counts as what touches, metres.
  private static let layer = 0.0025

  /// Whether a body stands on the topmost part of another: see `on`.
  static func isOn(
    _ upper: Int, _ lower: Int, _ state: ObservedState, _ bodies: [RigidBodyModel]
  ) -> Bool {
    guard state.touching(upper, lower) else { return false }
    let above = state.objects[upper].pose
    let below = state.objects[lower].pose
    guard above.isFinite, below.isFinite else { return false }

    // the lowest point of the upper body lies on the highest of the lower one
    let gap =
      (above.position.z - bodies[upper].verticalExtent(above.orientation).below)
      - (below.position.z + bodies[lower].verticalExtent(below.orientation).above)
    guard gap.magnitude < heightTolerance else { return false }

    // and its centre of mass over the area that carries it
    let soles = SupportPatch.patches(of: bodies[upper], at: above, top: false, depth: layer)
    let tops = SupportPatch.patches(of: bodies[lower], at: below, top: true, depth: layer)
    let shared = soles.flatMap { sole in tops.flatMap { sole.overlap($0) } }
    let center = above.transform(bodies[upper].centerOfMass)
    return SupportPatch(hull: shared).contains(SIMD2(center.x, center.y))
  }
}
