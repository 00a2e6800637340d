import Geometry
import Scenes

/// A condition on an observed state, built from named ones.
public indirect enum Predicate: Sendable, Hashable {
  case and(Predicate, Predicate)
  case or(Predicate, Predicate)
  case not(Predicate)
  /// The first object rests on the very top of the second: they touch, within 5 mm of that height,
  /// and its centre of mass is over the area where its sole lies on the top.
  ///
  /// It says neither that the gripper has let go nor that it is at rest, and nothing of what lies in a
  /// hollow, which `inside` speaks of.
  case on(Int, Int)
  /// The object's origin is more than so many metres above the table, and no part of it on the table.
  case lifted(Int, Double)
  /// Both fingers touch the object, which is between them.
  ///
  /// A grip of open fingers from within, as in a cup, is none.
  case grasped(Int)
  /// No part of the gripper touches the object, nor do the fingers still clasp it with a millimetre of
  /// air; says nothing of how far the gripper is, as `away` does.
  case released(Int)
  /// The two objects touch, wherever and however lightly.
  case touching(Int, Int)
  /// No point of the object can be as fast as so many metres per second.
  case atRest(Int, Double)
  /// The object's own z axis is within so many radians of the vertical.
  case upright(Int, Double)
  /// The two points are less than so many metres apart.
  case at(StatePoint, StatePoint, Double)
  /// The two points are less than so many metres apart horizontally, and vertically.
  case aligned(StatePoint, StatePoint, horizontal: Double, vertical: Double)
  /// The point is inside a region of the object, widened by so many metres.
  case inside(StatePoint, Int, ObjectRegion, margin: Double)
  /// All of the first object is inside a region of the second, widened by so many metres.
  case contained(Int, Int, ObjectRegion, margin: Double)
  /// The end effector is more than so many metres away from the point, and the gripper does not touch
  /// the object that the point belongs to; of a long object other parts may be nearer.
  case away(StatePoint, Double)
  /// The articulated part has moved at least such a share of its range from its lower stop.
  case open(Int, ObjectJoint, Double)
  /// The articulated part is within such a share of its range of its lower stop.
  case closed(Int, ObjectJoint, Double)
  /// The articulated part is pushed in by at least such a share of its range, whatever pushes it.
  case pressed(Int, ObjectJoint, Double)
  /// The knob or lever is turned by at least so many radians from zero or a whole turn, either way.
  case turnedOn(Int, Double)
  /// The articulated part is between two positions, metres or radians.
  case joint(Int, ClosedRange<Double>)
  /// The object's state of an index is on.
  case state(Int, Int)
  /// The two objects' x axes, seen from above, are within so many radians of each other.
  case facing(Int, Int, Double)

  /// Whether it holds; `bodies` are the models of the objects, in the task's order.
  public func holds(_ state: ObservedState, bodies: [RigidBodyModel]) -> Bool {
    switch self {
    case .and(let a, let b): a.holds(state, bodies: bodies) && b.holds(state, bodies: bodies)
    case .or(let a, let b): a.holds(state, bodies: bodies) || b.holds(state, bodies: bodies)
    case .not(let a): !a.holds(state, bodies: bodies)
    case .on(let upper, let lower): Self.isOn(upper, lower, state, bodies)
    case .lifted(let object, let height): Self.isLifted(object, height, state, bodies)
    case .grasped(let object): state.grasped(object)
    case .released(let object): state.released(object)
    case .touching(let a, let b): state.touching(a, b)
    case .atRest(let object, let speed):
      state.objects[object].linearVelocity.length
        + state.objects[object].angularVelocity.length * bodies[object].reachFromCenter < speed
    case .upright(let object, let angle):
      state.objects[object].pose.orientation.rotate(Vector3(0, 0, 1)).z >= Trigonometry.cos(angle)
    case .at(let a, let b, let distance):
      (a.position(in: state) - b.position(in: state)).length < distance
    case .aligned(let a, let b, let horizontal, let vertical):
      Self.areAligned(a, b, horizontal, vertical, state)
    case .inside(let point, let object, let region, let margin):
      region.contains(
        state.objects[object].pose.inverse.transform(point.position(in: state)), margin: margin)
    case .contained(let inner, let object, let region, let margin):
      region.contains(
        bodies[inner], at: state.objects[object].pose.inverse * state.objects[inner].pose,
        margin: margin)
    case .away(let point, let distance):
      (point.position(in: state) - state.eefPose.position).length > distance
        && !(point.object.map(state.gripperTouches) ?? false)
    case .open(let object, let joint, let share), .pressed(let object, let joint, let share):
      Self.share(state.objects[object], joint).map { $0 >= share } ?? false
    case .closed(let object, let joint, let share):
      Self.share(state.objects[object], joint).map { $0 <= share } ?? false
    case .turnedOn(let object, let angle): Self.turn(state.objects[object]) >= angle
    case .state(let object, let index):
      state.objects[object].states.indices.contains(index) && state.objects[object].states[index]
    case .facing(let a, let b, let angle):
      Self.faces(state.objects[a].pose, state.objects[b].pose, within: angle)
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

  /// How far an object's lowest point must be above the table to be off it, metres.
  private static let offTable = 0.001

  private static func isLifted(
    _ object: Int, _ height: Double, _ state: ObservedState, _ bodies: [RigidBodyModel]
  ) -> Bool {
    let pose = state.objects[object].pose
    let lowest = pose.position.z - bodies[object].verticalExtent(pose.orientation).below
    return pose.position.z > state.tableHeight + height && lowest > state.tableHeight + offTable
  }

  /// Where an articulated part is in its range, or nil when it is far beyond a stop: torn off.
  private static func share(_ object: ObservedState.Object, _ joint: ObjectJoint) -> Double? {
    let width = joint.range.upperBound - joint.range.lowerBound
    let slack = max(0.1 * width, joint.kind == .hinge ? 0.05 : 0.005)
    let position = object.jointPosition
    guard position >= joint.range.lowerBound - slack, position <= joint.range.upperBound + slack
    else { return nil }
    return joint.share(of: position)
  }

  private static func areAligned(
    _ a: StatePoint, _ b: StatePoint, _ horizontal: Double, _ vertical: Double,
    _ state: ObservedState
  ) -> Bool {
    let d = a.position(in: state) - b.position(in: state)
    return (d.x * d.x + d.y * d.y).squareRoot() < horizontal && d.z.magnitude < vertical
  }

  private static func faces(_ a: Pose, _ b: Pose, within angle: Double) -> Bool {
    let forward = Vector3(1, 0, 0)
    let (first, second) = (a.orientation.rotate(forward), b.orientation.rotate(forward))
    let lengths =
      (first.x * first.x + first.y * first.y) * (second.x * second.x + second.y * second.y)
    // an axis that points up or down faces nothing
    guard lengths > 1e-6 else { return false }
    return first.x * second.x + first.y * second.y >= Trigonometry.cos(angle) * lengths.squareRoot()
  }

  /// The distance of a joint's angle from a whole turn, radians.
  private static func turn(_ object: ObservedState.Object) -> Double {
    let whole = 2 * Double.pi
    let rest = object.jointPosition - whole * (object.jointPosition / whole).rounded()
    return rest.magnitude
  }
}
