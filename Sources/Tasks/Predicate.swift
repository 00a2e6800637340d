import Geometry

/// A condition on an observed state, built from named ones.
public indirect enum Predicate: Sendable, Hashable {
  case and(Predicate, Predicate)
  case or(Predicate, Predicate)
  case not(Predicate)
  /// The first object rests on the second: they touch, it is above, its centre over the other's top.
  case on(Int, Int)
  /// The object's centre is more than so many metres above the table.
  case lifted(Int, Double)
  /// Both fingers touch the object.
  case grasped(Int)
  /// No part of the gripper touches the object.
  case released(Int)
  /// The two objects touch.
  case touching(Int, Int)
  /// The object moves slower than so many metres per second.
  case atRest(Int, Double)
  /// The object's own z axis is within so many radians of the vertical.
  case upright(Int, Double)

  /// Whether it holds; `bodies` are the models of the objects, in the task's order.
  public func holds(_ state: ObservedState, bodies: [RigidBodyModel]) -> Bool {
    switch self {
    case .and(let a, let b): a.holds(state, bodies: bodies) && b.holds(state, bodies: bodies)
    case .or(let a, let b): a.holds(state, bodies: bodies) || b.holds(state, bodies: bodies)
    case .not(let a): !a.holds(state, bodies: bodies)
    case .on(let upper, let lower): Self.isOn(upper, lower, state, bodies)
    case .lifted(let object, let height):
      state.objects[object].pose.position.z > state.tableHeight + height
    case .grasped(let object): state.grasped(object)
    case .released(let object): state.released(object)
    case .touching(let a, let b): state.touching(a, b)
    case .atRest(let object, let speed): state.objects[object].linearVelocity.length < speed
    case .upright(let object, let angle):
      state.objects[object].pose.orientation.rotate(Vector3(0, 0, 1)).z >= Trigonometry.cos(angle)
    }
  }

  /// How far the upper body may hover over or sink into the lower one, metres.
  private static let heightTolerance = 0.005

  private static func isOn(
    _ upper: Int, _ lower: Int, _ state: ObservedState, _ bodies: [RigidBodyModel]
  ) -> Bool {
    guard state.touching(upper, lower) else { return false }
    let above = state.objects[upper].pose
    let below = state.objects[lower].pose

    // the lowest point of the upper body lies on the highest of the lower one
    let gap =
      (above.position.z - bodies[upper].verticalExtent(above.orientation).below)
      - (below.position.z + bodies[lower].verticalExtent(below.orientation).above)
    guard gap.magnitude < heightTolerance else { return false }

    // and its centre over the lower body, whichever of that one's sides is up
    let offset = below.orientation.conjugate.rotate(above.position - below.position)
    let up = below.orientation.conjugate.rotate(Vector3(0, 0, 1))
    let (low, high) = bodies[lower].bounds
    let sides = (0..<3).sorted { up[$0].magnitude < up[$1].magnitude }.dropLast()
    return sides.allSatisfy { offset[$0] > low[$0] && offset[$0] < high[$0] }
  }
}

extension RigidBodyModel {
  /// The lower and the upper corner of the box around the body, along its own axes, metres.
  var bounds: (low: Vector3, high: Vector3) {
    // a shape's half extent along an axis is its half height with that axis turned upward
    let turns = [
      Quaternion(axis: Vector3(0, 1, 0), angle: -.pi / 2),
      Quaternion(axis: Vector3(1, 0, 0), angle: .pi / 2), .identity,
    ]
    var low = Vector3(repeating: .infinity)
    var high = -low
    for geom in geoms {
      let p = geom.poseBodyGeom.position
      for (axis, turn) in turns.enumerated() {
        let half = geom.shape.halfHeight(turn * geom.poseBodyGeom.orientation)
        low[axis] = min(low[axis], p[axis] - half)
        high[axis] = max(high[axis], p[axis] + half)
      }
    }
    return (low, high)
  }
}
