import Geometry

extension RandomizationSpec {
  /// The physics of one attempt, whose own stream is given.
  ///
  /// Each parameter of each object and joint has its own stream, by its name, so that no draw moves
  /// another. The specification must be without problems.
  public func draw(
    objects: [String], joints: [String], stream: RandomStream
  ) -> RandomizationDraw {
    var draw = RandomizationDraw(objects: objects, joints: joints)

    for (index, name) in objects.enumerated() {
      func value(_ parameter: RandomizationParameter) -> Double? {
        values(parameter, of: name, count: 1, stream)?[0]
      }
      var object = draw.objects[index]
      if let factor = value(.friction) { object.friction = factor }
      if let factor = value(.mass) { object.mass = factor }
      if let factor = value(.size) { object.size = factor }
      if let turn = value(.resetRotation) { object.resetTurn = turn }
      if let xy = values(.resetPosition, of: name, count: 2, stream) {
        object.resetOffset = Vector3(xy[0], xy[1], 0)
      }
      if let offset = vector(.observationPositionCorrelated, of: name, stream) {
        object.observationOffset = offset
      }
      if let turn = vector(.observationRotationCorrelated, of: name, stream) {
        object.observationTurn = turn
      }
      draw.objects[index] = object
    }

    for (index, name) in joints.enumerated() {
      // a factor or a term, as the range says
      if let value = values(.jointDamping, of: name, count: 1, stream)?[0] {
        if self[.jointDamping]?.form == .offset {
          draw.joints[index].dampingOffset = value
        } else {
          draw.joints[index].dampingFactor = value
        }
      }
      if let value = values(.jointFriction, of: name, count: 1, stream)?[0] {
        if self[.jointFriction]?.form == .offset {
          draw.joints[index].frictionOffset = value
        } else {
          draw.joints[index].frictionFactor = value
        }
      }
    }

    // what an attempt has once
    if let factor = values(.controllerGain, count: 1, stream) { draw.controllerGain = factor[0] }
    if let offset = vector(.gravity, stream) { draw.gravityOffset = offset }
    if let shares = values(.actionMultiplicative, count: 6, stream) {
      draw.actionFactors = shares.map { 1 + $0 }
    }
    if let offsets = values(.actionCorrelated, count: 6, stream) { draw.actionOffsets = offsets }
    if let late = values(.actionDelay, count: 1, stream) { draw.actionDelay = Int(late[0]) }

    // noise of every step or look: its size only
    draw.actionSigma = sigma(.actionUncorrelated)
    draw.observationPositionSigma = sigma(.observationPositionUncorrelated)
    draw.observationRotationSigma = sigma(.observationRotationUncorrelated)
    return draw
  }

  /// So many values of a parameter from its own stream, or nil when it is not drawn.
  private func values(
    _ parameter: RandomizationParameter, of name: String = "", count: Int, _ stream: RandomStream
  ) -> [Double]? {
    guard let range = self[parameter] else { return nil }
    var random = stream.stream(parameter.rawValue).stream(name)
    return (0..<count).map { _ in range.draw(&random) }
  }

  private func vector(
    _ parameter: RandomizationParameter, of name: String = "", _ stream: RandomStream
  ) -> Vector3? {
    values(parameter, of: name, count: 3, stream).map { Vector3($0[0], $0[1], $0[2]) }
  }

  /// The standard deviation of a parameter that is drawn at each step.
  private func sigma(_ parameter: RandomizationParameter) -> Double {
    if case .normal(let sigma) = self[parameter] { sigma } else { 0 }
  }
}
