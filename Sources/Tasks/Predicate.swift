import Geometry
import Scenes

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
  /// The two points are less than so many metres apart.
  case at(StatePoint, StatePoint, Double)
  /// The two points are less than so many metres apart horizontally, and vertically.
  case aligned(StatePoint, StatePoint, horizontal: Double, vertical: Double)
  /// The point is inside a region of the object, widened by so many metres.
  case inside(StatePoint, Int, ObjectRegion, margin: Double)
  /// The end effector is more than so many metres away from the point.
  case away(StatePoint, Double)
  /// The articulated part has moved at least such a share of its range from its lower stop.
  case open(Int, ObjectJoint, Double)
  /// The articulated part is within such a share of its range of its lower stop.
  case closed(Int, ObjectJoint, Double)
  /// The articulated part is pushed in by at least such a share of its range.
  case pressed(Int, ObjectJoint, Double)
  /// The knob or lever is turned by at least so many radians from zero, either way.
  case turnedOn(Int, Double)
  /// The articulated part is between two positions, metres or radians.
  case joint(Int, ClosedRange<Double>)

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
    case .at(let a, let b, let distance):
      (a.position(in: state) - b.position(in: state)).length < distance
    case .aligned(let a, let b, let horizontal, let vertical):
      Self.areAligned(a, b, horizontal, vertical, state)
    case .inside(let point, let object, let region, let margin):
      region.contains(
        state.objects[object].pose.inverse.transform(point.position(in: state)), margin: margin)
    case .away(let point, let distance):
      (point.position(in: state) - state.eefPose.position).length > distance
    case .open(let object, let joint, let share), .pressed(let object, let joint, let share):
      joint.share(of: state.objects[object].jointPosition) >= share
    case .closed(let object, let joint, let share):
      joint.share(of: state.objects[object].jointPosition) <= share
    case .turnedOn(let object, let angle): Self.turn(state.objects[object]) >= angle
    case .joint(let object, let range): range.contains(state.objects[object].jointPosition)
    }
  }

  /// Whether it speaks of something held.
  public var mentionsGrasp: Bool {
    switch self {
    case .and(let a, let b), .or(let a, let b): a.mentionsGrasp || b.mentionsGrasp
    case .not(let a): a.mentionsGrasp
    case .grasped: true
    default: false
    }
  }

  private static func areAligned(
    _ a: StatePoint, _ b: StatePoint, _ horizontal: Double, _ vertical: Double,
    _ state: ObservedState
  ) -> Bool {
    let d = a.position(in: state) - b.position(in: state)
    return (d.x * d.x + d.y * d.y).squareRoot() < horizontal && d.z.magnitude < vertical
  }

  /// The distance of a joint's angle from a whole turn, radians.
  private static func turn(_ object: ObservedState.Object) -> Double {
    let whole = 2 * Double.pi
    let rest = object.jointPosition - whole * (object.jointPosition / whole).rounded()
    return rest.magnitude
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
