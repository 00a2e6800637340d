import Geometry
import Kitchens
import Physics
import Robots
import Scenes

/// Lets the free objects of a drawn scene come to rest, and says which of them did not stay where they
/// were put.
enum SceneSettling {
  /// Seconds that are simulated, at most, and how far an object may move and turn: metres, radians.
  static let seconds = 0.4
  static let farthest = 0.01
  static let mostTurn = 0.1

  /// The poses of all objects at rest, in the scene's order.
  ///
  /// Nothing moves but what is free: articulated parts are bolted where they stand.
  static func settle(_ scene: Scene) -> KitchenDraw.Settling {
    let world = World()
    RolloutWorld.addFurniture(scene, to: world)
    let bodies = scene.objects.map { object in
      object.mount == .free
        ? world.addBody(
          object.body, pose: object.poseWorldObject, group: .object, touches: [.object, .fixed],
          sleeps: true)
        : world.addFixture(object.body, pose: object.poseWorldObject)
    }
    let free = scene.objects.indices.filter { scene.objects[$0].mount == .free }
    let steps = Int(seconds / world.parameters.timeStep)
    for _ in 0..<steps {
      world.step()
      if free.allSatisfy({ !world.isAwake(bodies[$0]) }) { break }
    }
    guard world.isSane(radius: 50) else {
      return .moved(object: "an object", distance: 50, turn: 0)
    }

    var poses = scene.objects.map(\.poseWorldObject)
    for index in free {
      let (before, after) = (poses[index], world.pose(bodies[index]))
      let distance = (after.position - before.position).length
      let turn = (after.orientation * before.orientation.conjugate).angle
      guard distance <= farthest, turn <= mostTurn else {
        return .moved(object: scene.objects[index].name, distance: distance, turn: turn)
      }
      poses[index] = after
    }
    return .settled(poses)
  }
}
