import Geometry

/// No scene without overlap was found.
public struct InfeasibleScene: Error, Sendable, Equatable {
  public var object: String
  public var tries: Int
  /// Why, where more is known than that there was no room.
  public var reason = ""

  public init(object: String, tries: Int, reason: String = "") {
    self.object = object
    self.tries = tries
    self.reason = reason
  }

  /// In words.
  public var detail: String {
    reason.isEmpty ? "no room for \(object) after \(tries) tries" : reason
  }
}

/// Draws scenes from a reset distribution.
public enum SceneSampler {
  /// Tries for one object before the whole draw starts over, and how often it may.
  static let triesPerObject = 100
  static let restarts = 50
  /// The gap between the table and an object at reset, so that no contact starts deep; metres.
  static let clearance = 0.000_2
  /// The gap to what is fixed, metres.
  static let fixedClearance = 0.002

  /// One scene: objects in their places, none overlapping another.
  ///
  /// Each object draws from its own stream, so that one object's draw never moves another's. As in
  /// robosuite's placement sampler, two free objects are kept apart by the circles around them; what
  /// is fixed or articulated is kept clear of by its shape. `stream` is the scene's own.
  ///
  /// - Throws: `InfeasibleScene` when the objects do not fit.
  public static func draw(
    _ distribution: ResetDistribution, objects: [SceneObject], tableTop: TableTop,
    poseWorldRobotBase: Pose, stream: RandomStream
  ) throws(InfeasibleScene) -> Scene {
    var failed = InfeasibleScene(object: "", tries: 0)
    for restart in 0..<restarts {
      var placed: [Scene.Object] = []
      for object in objects {
        let found: Scene.Object?
        if let joint = object.mount.joint {
          found = articulate(object, joint, distribution, parts: placed, stream: stream)
        } else if let frame = object.mount.frame {
          found = attach(object, frame, parts: placed)
        } else {
          found = place(
            object, distribution, on: tableTop, beside: placed, all: objects,
            random: stream.stream("placement/\(object.name)", restart))
        }
        guard let found else {
          failed = InfeasibleScene(object: object.name, tries: triesPerObject * restarts)
          break
        }
        placed.append(found)
      }
      if placed.count == objects.count {
        return Scene(tableTop: tableTop, poseWorldRobotBase: poseWorldRobotBase, objects: placed)
      }
    }
    throw failed
  }

  /// An articulated part on its parent.
  private static func articulate(
    _ object: SceneObject, _ joint: ObjectJoint, _ distribution: ResetDistribution,
    parts: [Scene.Object], stream: RandomStream
  ) -> Scene.Object? {
    guard let parent = parts.first(where: { $0.name == joint.parent }) else { return nil }
    let range =
      distribution.joints.first { $0.object == object.name }?.range ?? joint.initial
    var random = stream.stream("joint/\(object.name)")
    let position = random.uniform(range.lowerBound, range.upperBound)
    return Scene.Object(
      name: object.name, body: object.body,
      poseWorldObject: parent.poseWorldObject * joint.poseParentPart(at: position),
      mount: object.mount, jointPosition: position)
  }

  /// A frame on what it goes with.
  private static func attach(
    _ object: SceneObject, _ frame: ObjectFrame, parts: [Scene.Object]
  ) -> Scene.Object? {
    parts.first { $0.name == frame.parent }.map { parent in
      Scene.Object(
        name: object.name, body: object.body,
        poseWorldObject: parent.poseWorldObject * frame.poseParentFrame, mount: object.mount)
    }
  }

  /// One object beside those that already stand, or nil when it finds no room.
  private static func place(
    _ object: SceneObject, _ distribution: ResetDistribution, on table: TableTop,
    beside others: [Scene.Object], all objects: [SceneObject], random start: RandomStream
  ) -> Scene.Object? {
    guard let placement = distribution.placements.first(where: { $0.object == object.name }) else {
      return nil
    }
    var random = start
    let frame = others.first { $0.name == placement.relativeTo }?.poseWorldObject
    for _ in 0..<triesPerObject {
      guard let local = draw(placement, object, &random) else { continue }
      let pose = (frame ?? Pose(table.center)) * local
      let isFree = zip(others, objects).allSatisfy { other, described in
        if other.name == placement.relativeTo { return true }
        return isClear(object, pose, of: other, described)
      }
      if isFree {
        return Scene.Object(
          name: object.name, body: object.body, poseWorldObject: pose, mount: object.mount)
      }
    }
    return nil
  }

  /// A pose in the ranges' frame, or nil when it is too near their origin.
  private static func draw(
    _ placement: ResetDistribution.Placement, _ object: SceneObject, _ random: inout RandomStream
  ) -> Pose? {
    let x = random.uniform(placement.x.lowerBound, placement.x.upperBound)
    let y = random.uniform(placement.y.lowerBound, placement.y.upperBound)
    let turn = random.uniform(placement.zRotation.lowerBound, placement.zRotation.upperBound)
    var height = placement.z.lowerBound
    if placement.z.lowerBound < placement.z.upperBound,
      placement.zProbability >= 1 || random.uniform() < placement.zProbability
    {
      height = random.uniform(placement.z.lowerBound, placement.z.upperBound)
    }
    guard (x * x + y * y).squareRoot() >= placement.minRadius else { return nil }
    let orientation = Quaternion(axis: Vector3(0, 0, 1), angle: turn)
    // what is fixed stands flush; what is free starts a hair above
    switch object.mount {
    case .place, .frame: break
    case .fixed: height += object.body.verticalExtent(orientation).below
    case .free, .jointed: height += object.body.verticalExtent(orientation).below + clearance
    }
    return Pose(Vector3(x, y, height), orientation)
  }

  private static func isClear(
    _ object: SceneObject, _ pose: Pose, of other: Scene.Object, _ described: SceneObject
  ) -> Bool {
    guard object.mount.isSubstance, other.mount.isSubstance else { return true }
    if object.mount == .free, other.mount == .free {
      let dx = other.poseWorldObject.position.x - pose.position.x
      let dy = other.poseWorldObject.position.y - pose.position.y
      return (dx * dx + dy * dy).squareRoot() > object.radius + described.radius
    }
    return !BoxOverlap.overlap(
      object.body, at: pose, other.body, at: other.poseWorldObject, margin: fixedClearance)
  }
}
