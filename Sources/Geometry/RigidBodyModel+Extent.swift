extension RigidBodyModel {
  /// The lower and the upper corner of the box around the body, along its own axes, metres.
  public var bounds: (low: Vector3, high: Vector3) { bounds(in: .identity) }

  /// The lower and the upper corner of the box around the body at a pose, metres.
  ///
  /// The axes are those of the frame that the pose is given in; a body without geoms is its origin.
  public func bounds(in pose: Pose) -> (low: Vector3, high: Vector3) {
    guard !geoms.isEmpty else { return (pose.position, pose.position) }
    var low = Vector3(repeating: .infinity)
    var high = -low
    for geom in geoms {
      let placed = pose * geom.poseBodyGeom
      for (axis, turn) in Self.turns.enumerated() {
        let half = geom.shape.halfHeight(turn * placed.orientation)
        low[axis] = min(low[axis], placed.position[axis] - half)
        high[axis] = max(high[axis], placed.position[axis] + half)
      }
    }
    return (low, high)
  }

  /// A shape's half extent along an axis is its half height with that axis turned upward.
  private static let turns = [
    Quaternion(axis: Vector3(0, 1, 0), angle: -.pi / 2),
    Quaternion(axis: Vector3(1, 0, 0), angle: .pi / 2), .identity,
  ]

  /// The centre of mass in the body's frame, its mass spread evenly over the geoms' volumes, metres.
  public var centerOfMass: Vector3 {
    var weighted = Vector3.zero
    var volume = 0.0
    for geom in geoms {
      weighted += geom.poseBodyGeom.position * geom.shape.volume
      volume += geom.shape.volume
    }
    return volume > 0 ? weighted / volume : .zero
  }

  /// How far the farthest point of the body may be from its centre of mass, metres.
  public var reachFromCenter: Double {
    let center = centerOfMass
    return geoms.map { geom in
      let size: Double
      switch geom.shape {
      case .box(let h): size = h.length
      case .sphere(let r): size = r
      case .cylinder(let r, let l): size = (r * r + l * l).squareRoot()
      case .capsule(let r, let l): size = r + l
      }
      return (geom.poseBodyGeom.position - center).length + size
    }.max() ?? 0
  }
}
