import Geometry
import Physics
import Scenes

/// An articulated part of a rollout's world.
struct Articulation {
  /// Index of the part among the scene's objects.
  let object: Int
  let part: BodyHandle
  let handle: JointHandle
  let joint: ObjectJoint

  /// Metres or radians from the joint's zero.
  func position(in world: World) -> Double { world.position(handle).position }

  /// Damping and spring for the next physics step.
  func push(in world: World) {
    // a force on a part that sleeps would wait until it wakes
    guard joint.damping > 0 || joint.stiffness > 0, world.isAwake(part) else { return }
    let now = world.position(handle)
    world.push(
      handle, force: -joint.damping * now.rate - joint.stiffness * (now.position - joint.rest))
  }
}

/// A frame of a rollout's world that goes with another object.
struct AttachedFrame {
  let frame: BodyHandle
  let parent: BodyHandle
  let pose: Pose

  /// Puts the frame where its parent is now.
  func follow(in world: World) { world.put(frame, at: world.pose(parent) * pose) }
}

extension RolloutWorld {
  /// The frames among a scene's objects, in its order.
  static func frames(_ objects: [Scene.Object], bodies: [BodyHandle]) -> [AttachedFrame] {
    zip(objects, bodies).compactMap { object, body in
      guard let frame = object.mount.frame,
        let parent = objects.firstIndex(where: { $0.name == frame.parent })
      else { return nil }
      return AttachedFrame(frame: body, parent: bodies[parent], pose: frame.poseParentFrame)
    }
  }

  /// Adds a scene's objects, each as it is mounted.
  ///
  /// Articulated parts are tied at position 0 and only then moved to where they start, so that a world
  /// built from a recorded state has the same joints. `states` are those of all bodies, 13 numbers each.
  static func add(
    _ objects: [Scene.Object], to world: World, states: [Double]?
  ) -> (bodies: [BodyHandle], articulations: [Articulation]) {
    var bodies: [BodyHandle] = []
    var articulations: [Articulation] = []
    for (index, object) in objects.enumerated() {
      let first = (gripperBodies + index) * 13
      let state = states.map { $0[first..<(first + 13)] }
      switch object.mount {
      case .fixed, .place, .frame:
        bodies.append(world.addFixture(object.body, pose: object.poseWorldObject))
      case .free:
        bodies.append(
          world.addBody(
            object.body, pose: object.poseWorldObject, group: .object,
            touches: [.gripper, .object, .fixed, .arm], sleeps: true, state: state))
      case .jointed(let joint):
        let parent = objects.firstIndex { $0.name == joint.parent } ?? 0
        let zero = objects[parent].poseWorldObject * joint.poseParentPart
        let part = world.addBody(
          object.body, pose: zero, group: .object, touches: [.gripper, .object, .fixed, .arm],
          sleeps: true, passing: bodies[parent])
        let handle = world.addJoint(
          hinge: joint.kind == .hinge, part, to: bodies[parent], anchor: zero.position,
          axis: zero.orientation.rotate(joint.axis), range: joint.range, friction: joint.friction)
        if let state {
          world.restore(part, state)
        } else if object.jointPosition != 0 {
          world.put(part, at: object.poseWorldObject)
          world.canonicalize()
        }
        bodies.append(part)
        articulations.append(Articulation(object: index, part: part, handle: handle, joint: joint))
      }
    }
    return (bodies, articulations)
  }
}
