import Geometry

/// No scene without overlap was found.
public struct InfeasibleScene: Error, Sendable, Equatable {
  public var object: String
  public var tries: Int
}

/// Draws scenes from a reset distribution.
public enum SceneSampler {
  /// Tries for one object before the whole draw starts over, and how often it may.
  static let triesPerObject = 100
  static let restarts = 50
  /// The gap between the table and an object at reset, so that no contact starts deep; metres.
  static let clearance = 0.000_2

  /// One scene: objects on the table, none overlapping another seen from above.
  ///
  /// Each object draws from its own stream, so that one object's draw never moves another's. As in
  /// robosuite's placement sampler, an overlap is judged by the circles around the objects.
  ///
  /// `bodies` are the models of the distribution's objects, in its order; `stream` is the scene's own.
  ///
  /// - Throws: `InfeasibleScene` when the objects do not fit.
  public static func draw(
    _ distribution: ResetDistribution, bodies: [RigidBodyModel], tableTop: TableTop,
    poseWorldRobotBase: Pose, stream: RandomStream
  ) throws(InfeasibleScene) -> Scene {
    var failed = InfeasibleScene(object: "", tries: 0)
    for restart in 0..<restarts {
      var objects: [Scene.Object] = []
      for (index, placement) in distribution.placements.enumerated() {
        var random = stream.stream("placement/\(placement.object)", restart)
        let placed = place(
          placement, body: bodies[index], on: tableTop, beside: objects, random: &random)
        guard let placed else {
          failed = InfeasibleScene(object: placement.object, tries: triesPerObject * restarts)
          break
        }
        objects.append(placed)
      }
      if objects.count == distribution.placements.count {
        return Scene(
          tableTop: tableTop, poseWorldRobotBase: poseWorldRobotBase, objects: objects)
      }
    }
    throw failed
  }

  /// One object beside those that already stand, or nil when it finds no room.
  private static func place(
    _ placement: ResetDistribution.Placement, body: RigidBodyModel, on table: TableTop,
    beside others: [Scene.Object], random: inout RandomStream
  ) -> Scene.Object? {
    let radius = body.horizontalRadius
    for _ in 0..<triesPerObject {
      let x = random.uniform(placement.x.lowerBound, placement.x.upperBound)
      let y = random.uniform(placement.y.lowerBound, placement.y.upperBound)
      let turn = random.uniform(placement.zRotation.lowerBound, placement.zRotation.upperBound)
      let orientation = Quaternion(axis: Vector3(0, 0, 1), angle: turn)
      let height = body.verticalExtent(orientation).below + clearance
      let position = table.center + Vector3(x, y, height)

      // the circles around two objects must not meet
      let free = others.allSatisfy { other in
        let dx = other.poseWorldObject.position.x - position.x
        let dy = other.poseWorldObject.position.y - position.y
        return (dx * dx + dy * dy).squareRoot() > radius + other.body.horizontalRadius
      }
      if free {
        return Scene.Object(
          name: placement.object, body: body, poseWorldObject: Pose(position, orientation))
      }
    }
    return nil
  }
}
