import COpenDE
import Geometry

/// Stepping a world, and putting it where it was.
extension World {
  /// Drives a body towards velocities for the next step.
  public func drive(_ servo: ServoHandle, linear v: Vector3, angular w: Vector3) {
    let velocity = Int32(dParamVel)
    let group = Int32(dParamGroup)
    for axis in 0..<3 {
      dJointSetLMotorParam(servo.linear, velocity + Int32(axis) * group, v[axis])
      dJointSetAMotorParam(servo.angular, velocity + Int32(axis) * group, w[axis])
    }
  }

  /// Drives a slider towards a velocity for the next step, m/s and N.
  public func drive(_ slider: SliderHandle, velocity: Double, maxForce: Double) {
    dJointSetSliderParam(slider.pointer, Int32(dParamVel), velocity)
    dJointSetSliderParam(slider.pointer, Int32(dParamFMax), maxForce)
  }

  /// Pushes along a slider in the next step, N.
  public func push(_ slider: SliderHandle, force: Double) {
    dJointAddSliderForce(slider.pointer, force)
  }

  /// How far a slider has moved since it was made (m), and how fast it moves (m/s).
  public func travel(_ slider: SliderHandle) -> (position: Double, rate: Double) {
    (dJointGetSliderPosition(slider.pointer), dJointGetSliderPositionRate(slider.pointer))
  }

  /// Pushes along, or turns about, a joint in the next step: N, or N m.
  public func push(_ joint: JointHandle, force: Double) {
    if joint.isHinge {
      dJointAddHingeTorque(joint.pointer, force)
    } else {
      dJointAddSliderForce(joint.pointer, force)
    }
  }

  /// Where a joint stands (radians or metres), and how fast it moves.
  public func position(_ joint: JointHandle) -> (position: Double, rate: Double) {
    joint.isHinge
      ? (dJointGetHingeAngle(joint.pointer), dJointGetHingeAngleRate(joint.pointer))
      : (dJointGetSliderPosition(joint.pointer), dJointGetSliderPositionRate(joint.pointer))
  }

  /// Collides and advances by one physics step; does nothing once a body is not finite or far away.
  public func step() {
    guard dmIsSane(stepper) != 0 else { return }
    dmCollide(stepper)
    dmStep(stepper, parameters.timeStep)
  }

  /// The contact points of the last step.
  public var contactCount: Int { Int(stepper.pointee.contactCount) }

  /// One contact point of the last step.
  public func contact(_ index: Int) -> Contact {
    let record = stepper.pointee.contacts[index]
    return Contact(a: Int(record.a), b: Int(record.b), depth: record.depth)
  }

  /// Places a query's geoms, and tells which of them (by index) touch which bodies.
  public func touches(_ query: QueryHandle, at poses: [Pose]) -> [(geom: Int, other: Int)] {
    for (geom, pose) in zip(query.geoms, poses) { place(geom, pose) }
    let capacity = 64
    var tags = [Int32](repeating: 0, count: 2 * capacity)
    let count = Int(dmQuery(stepper, query.space, &tags, Int32(capacity)))
    return (0..<count).map { (-2 - Int(tags[2 * $0]), Int(tags[2 * $0 + 1])) }
  }

  /// Puts a body at rest at a pose, for asking what is where rather than for stepping.
  public func put(_ body: BodyHandle, at pose: Pose) {
    guard let pointer = body.pointer else {
      guard let fixture = fixtures[body.index] else { return }
      for (geom, local) in zip(fixture.geoms, fixture.poses) { place(geom, pose * local) }
      fixtures[body.index]?.state = Self.numbers(at: pose, center: .zero)
      return
    }
    write(Self.numbers(at: pose, center: centers[body.index]), to: pointer)
  }

  /// Sets the states of all bodies, 13 numbers each as `appendState` gives them, and wakes them.
  ///
  /// What follows depends on these numbers alone, as if the world had been built with them.
  public func restore(_ states: [Double]) {
    dSpaceClean(movingSpace)
    for body in bodies {
      guard let pointer = body.pointer else { continue }
      let row = body.index * 13
      settle(pointer, Array(states[row..<(row + 13)]))
      dBodyEnable(pointer)
    }
  }

  /// Sets one body's state, 13 numbers.
  public func restore(_ body: BodyHandle, _ state: ArraySlice<Double>) {
    if let pointer = body.pointer { settle(pointer, Array(state)) }
  }

  /// Makes the states of all bodies what they read as, so that `restore` comes to the same.
  ///
  /// ODE's own counters (how long a body has been idle) start anew.
  public func canonicalize() {
    // geoms are touched in the order of bodies, so that their order in the broad phase has no history
    dSpaceClean(movingSpace)
    for body in bodies {
      guard let pointer = body.pointer else { continue }
      settle(pointer, read(pointer))
      dBodyEnable(pointer)
    }
  }
}
