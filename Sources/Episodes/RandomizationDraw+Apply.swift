import Geometry

extension RandomizationDraw {
  /// What the controller gets of a commanded action at a step.
  ///
  /// `action` has six normalized pose actions, and may have a gripper's after them, which is delayed
  /// but not noisy; `previous` is what was commanded one step before, nil at the first step, where a
  /// late action stands still. `stream` is the step's own. The order is that of OpenAI's
  /// ActionNoiseWrapper: factor, offset, noise; here clamped to [-1, 1].
  public func perturbed(
    action: [Double], previous: [Double]?, stream: RandomStream
  ) -> [Double] {
    var result = action
    if actionDelay > 0 {
      if let previous {
        result = previous
      } else {
        for axis in result.indices.prefix(6) { result[axis] = 0 }
      }
    }
    // without noise the bits stay as they are
    let exact = actionFactors.allSatisfy { $0 == 1 } && actionOffsets.allSatisfy { $0 == 0 }
    if exact && actionSigma == 0 { return result }

    var random = stream
    for axis in result.indices.prefix(6) {
      var value = result[axis] * actionFactors[axis] + actionOffsets[axis]
      if actionSigma > 0 { value += actionSigma * random.normal() }
      result[axis] = min(1, max(-1, value))
    }
    return result
  }

  /// Where an object of the list seems to be when it is looked at; `stream` is the look's own.
  public func observed(_ pose: Pose, ofObject index: Int, stream: RandomStream) -> Pose {
    let object = objects[index]
    var position = pose.position + object.observationOffset
    var orientation = pose.orientation
    if object.observationTurn != .zero {
      orientation = Quaternion(rotationVector: object.observationTurn) * orientation
    }

    // the noise of this look, each object and kind from its own stream
    if observationPositionSigma > 0 {
      var random = stream.stream("position").stream(object.name)
      position += observationPositionSigma * Self.normal(&random)
    }
    if observationRotationSigma > 0 {
      var random = stream.stream("rotation").stream(object.name)
      let turn = observationRotationSigma * Self.normal(&random)
      orientation = Quaternion(rotationVector: turn) * orientation
    }
    return orientation == pose.orientation
      ? Pose(position, orientation) : Pose(position, orientation.normalized)
  }

  /// Where an object of the list is put at reset, from where its scene has it.
  public func reset(_ pose: Pose, ofObject index: Int) -> Pose {
    let object = objects[index]
    guard object.resetTurn != 0 else {
      return Pose(pose.position + object.resetOffset, pose.orientation)
    }
    let turn = Quaternion(axis: Vector3(0, 0, 1), angle: object.resetTurn)
    return Pose(pose.position + object.resetOffset, (turn * pose.orientation).normalized)
  }

  /// The body of an object of the list as this attempt has it.
  public func body(_ body: RigidBodyModel, ofObject index: Int) -> RigidBodyModel {
    let object = objects[index]
    return body.scaled(size: object.size, mass: object.mass, friction: object.friction)
  }

  private static func normal(_ random: inout RandomStream) -> Vector3 {
    let x = random.normal()
    let y = random.normal()
    let z = random.normal()
    return Vector3(x, y, z)
  }
}
