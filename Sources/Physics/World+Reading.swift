import COpenDE
import Geometry

/// Reading a world off.
extension World {
  /// The pose of a body's own frame.
  public func pose(_ body: BodyHandle) -> Pose {
    guard let pointer = body.pointer else {
      let n = fixtures[body.index]?.state ?? []
      return n.isEmpty
        ? .identity
        : Pose(Vector3(n[0], n[1], n[2]), Quaternion(w: n[3], x: n[4], y: n[5], z: n[6]))
    }
    let p = dBodyGetPosition(pointer)
    let q = dBodyGetQuaternion(pointer)
    guard let p, let q else { return .identity }
    let orientation = Quaternion(w: q[0], x: q[1], y: q[2], z: q[3])
    let position = Vector3(p[0], p[1], p[2])
    let center = centers[body.index]
    return Pose(center == .zero ? position : position - orientation.rotate(center), orientation)
  }

  /// Whether a body is not asleep.
  public func isAwake(_ body: BodyHandle) -> Bool {
    body.pointer.map { dBodyIsEnabled($0) != 0 } ?? false
  }

  /// Whether a body never moves.
  public func isFixture(_ body: BodyHandle) -> Bool { body.pointer == nil }

  /// Linear velocity of the centre of mass (m/s), and angular velocity (rad/s), in the world.
  public func velocity(_ body: BodyHandle) -> (linear: Vector3, angular: Vector3) {
    guard let pointer = body.pointer, let v = dBodyGetLinearVel(pointer),
      let w = dBodyGetAngularVel(pointer)
    else {
      return (.zero, .zero)
    }
    return (Vector3(v[0], v[1], v[2]), Vector3(w[0], w[1], w[2]))
  }

  /// The centre of mass of every body in its own frame, metres.
  public var massCenters: [Vector3] { centers }

  /// Appends 13 numbers of every body: position of the centre of mass, quaternion, velocities.
  public func appendState(to numbers: inout [Double]) {
    for body in bodies {
      numbers += body.pointer.map(read) ?? fixtures[body.index]?.state ?? []
    }
  }

  /// Whether every body is finite and within `radius` metres of the origin.
  public func isSane(radius: Double) -> Bool {
    bodies.allSatisfy { body in
      let p = pose(body)
      let v = velocity(body)
      return p.isFinite && p.position.length < radius && v.linear.isFinite && v.angular.isFinite
    }
  }

  /// Steps so far, and those among them done by the fallback solver.
  public var stepCounts: (all: Int, fallbacks: Int) {
    get { (Int(stepper.pointee.steps), Int(stepper.pointee.fallbacks)) }
    set {
      stepper.pointee.steps = newValue.all
      stepper.pointee.fallbacks = newValue.fallbacks
    }
  }

  /// The largest force of a single contact point in any step so far, newtons: its normal and its friction.
  public var peakContactForce: Double {
    get { stepper.pointee.peakForce }
    set { stepper.pointee.peakForce = newValue }
  }

  /// Whether contact forces are measured; they are, unless switched off, and motions are the same either way.
  public var measuresForces: Bool {
    get { stepper.pointee.measureForces != 0 }
    set { stepper.pointee.measureForces = newValue ? 1 : 0 }
  }

  /// Turns the measuring of CPU seconds inside ODE on or off.
  public var measuresSolver: Bool {
    get { stepper.pointee.measureSeconds != 0 }
    set { stepper.pointee.measureSeconds = newValue ? 1 : 0 }
  }

  /// CPU seconds spent inside ODE while measured.
  public var solverSeconds: Double { stepper.pointee.seconds }
}
