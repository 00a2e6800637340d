import Geometry

/// Whether the boxes around collision primitives meet, by separating axes (Gottschalk 1996).
public enum BoxOverlap {
  /// Whether any two primitives of two bodies come closer than `margin` metres;
  /// round shapes are taken for the boxes around them.
  public static func overlap(
    _ a: RigidBodyModel, at poseA: Pose, _ b: RigidBodyModel, at poseB: Pose, margin: Double
  ) -> Bool {
    a.geoms.contains { first in
      let boxA = (pose: poseA * first.poseBodyGeom, half: first.shape.halfExtents)
      return b.geoms.contains { second in
        let boxB = (pose: poseB * second.poseBodyGeom, half: second.shape.halfExtents)
        return meet(boxA, boxB, margin: margin)
      }
    }
  }

  private static func meet(
    _ a: (pose: Pose, half: Vector3), _ b: (pose: Pose, half: Vector3), margin: Double
  ) -> Bool {
    let axesA = axes(a.pose)
    let axesB = axes(b.pose)
    let between = b.pose.position - a.pose.position

    // the faces of both, then the cross products of their edges
    var candidates = axesA + axesB
    for first in axesA {
      for second in axesB {
        let normal = first.cross(second)
        if normal.length > 1e-6 { candidates.append(normal / normal.length) }
      }
    }
    return candidates.allSatisfy { axis in
      let reach = extent(axesA, a.half, along: axis) + extent(axesB, b.half, along: axis)
      return between.dot(axis).magnitude < reach + margin
    }
  }

  private static func axes(_ pose: Pose) -> [Vector3] {
    [Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1)].map { pose.orientation.rotate($0) }
  }

  private static func extent(_ axes: [Vector3], _ half: Vector3, along axis: Vector3) -> Double {
    axes[0].dot(axis).magnitude * half.x + axes[1].dot(axis).magnitude * half.y
      + axes[2].dot(axis).magnitude * half.z
  }
}

extension Shape {
  /// Half extents of the box around the shape in its own frame, metres.
  var halfExtents: Vector3 {
    switch self {
    case .box(let h): h
    case .sphere(let r): Vector3(r, r, r)
    case .cylinder(let r, let l): Vector3(r, r, l)
    case .capsule(let r, let l): Vector3(r, r, l + r)
    }
  }
}
