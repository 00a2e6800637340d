import Episodes
import Geometry
import Physics
import Robots
import Scenes

/// A scene and a robot with the physics that one attempt has drawn.
struct RandomizedScene {
  let scene: Scene
  let robot: RobotModel
  let parameters: PhysicsParameters

  /// The task's own physics where `draw` is nil.
  init(scene: Scene, robot: RobotModel, draw: RandomizationDraw?) {
    guard let draw else {
      self.scene = scene
      self.robot = robot
      parameters = PhysicsParameters()
      return
    }
    var changed = scene
    for index in scene.objects.indices {
      Self.change(&changed.objects[index], index, by: draw)
    }
    self.scene = changed
    var own = robot
    own.controller.kp *= draw.controllerGain
    self.robot = own
    var physics = PhysicsParameters()
    physics.gravity += draw.gravityOffset
    parameters = physics
  }

  private static func change(
    _ object: inout Scene.Object, _ index: Int, by draw: RandomizationDraw
  ) {
    switch object.mount {
    case .place, .frame: break
    case .fixed:
      // what is bolted down keeps its place and its size
      let friction = draw.objects[index].friction
      object.body = object.body.scaled(size: 1, mass: 1, friction: friction)
    case .free:
      let before = object.body.verticalExtent(object.poseWorldObject.orientation).below
      object.body = draw.body(object.body, ofObject: index)
      object.poseWorldObject = draw.reset(object.poseWorldObject, ofObject: index)
      // a larger one stands higher
      let after = object.body.verticalExtent(object.poseWorldObject.orientation).below
      object.poseWorldObject.position.z += after - before
    case .jointed(var joint):
      let factors = draw.objects[index]
      object.body = object.body.scaled(size: 1, mass: factors.mass, friction: factors.friction)
      if let drawn = draw.joints.first(where: { $0.name == object.name }) {
        joint.damping = drawn.damping(joint.damping)
        joint.friction = drawn.friction(joint.friction)
      }
      object.mount = .jointed(joint)
    }
  }
}
