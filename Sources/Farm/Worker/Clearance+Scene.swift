import Datasets
import Episodes
import Geometry
import Robots
import Rollouts
import Scenes
import Tasks

extension Clearance {
  /// What a robot is to keep clear of in a scene, with the task as it is there.
  ///
  /// Meant are the reference objects of subtasks, what those are fixed to where it moves, for instance the
  /// drawer of a handle, and the jointed parts that the goal and the signals speak of. The base is no part
  /// of it: where it stands is drawn with the scene.
  init(_ task: TaskDescription, in scene: Scene, robot: RobotModel) {
    var bodies = [
      "hand": RigidBodyModel(mass: robot.hand.mass, geoms: robot.hand.geoms),
      "finger_left": robot.gripper.fingerBody(side: 1),
      "finger_right": robot.gripper.fingerBody(side: -1),
    ]
    for object in scene.objects where object.mount.isSubstance {
      bodies[object.name] = object.body
    }
    let meant = Self.meant(task)
    let arm = RecordedArm(robot, poseWorldBase: scene.poseWorldRobotBase)
    self.init(
      bodies: bodies, fixtures: Self.fixtures(scene), meant: meant,
      loose: Set(task.objects.filter { $0.mount == .free && meant.contains($0.name) }.map(\.name)),
      arm: Arm(
        links: arm.shapes.map { RigidBodyModel(mass: 1, geoms: [CollisionGeom($0)]) },
        poses: { arm.poses(in: $0, atStep: $1) }))
  }

  private static func meant(_ task: TaskDescription) -> Set<String> {
    var names: Set<String> = []
    // what a base drives to is not what the arm is to touch
    for case let index? in task.subtasks.filter({ $0.drivenBase == nil }).map(\.objectRef) {
      var object = task.objects[index]
      names.insert(object.name)
      while let parent = object.mount.frame.flatMap({ task.objectIndex($0.parent) }) {
        object = task.objects[parent]
        if object.mount != .fixed { names.insert(object.name) }
      }
    }
    // parts that are to be moved, for instance a lid that is to be closed
    let wanted =
      [task.success.goal] + task.subtasks.compactMap(\.termPredicate)
      + task.skills.compactMap(\.post)
    for index in wanted.reduce(into: Set<Int>(), { $0.formUnion($1.objects) })
    where task.objects[index].mount.joint != nil { names.insert(task.objects[index].name) }
    return names
  }

  /// The fixtures of a kitchen, or a table's top, as thick as it is simulated.
  private static func fixtures(_ scene: Scene) -> [Fixture] {
    guard scene.fixtures.isEmpty else {
      return scene.fixtures.map { Fixture(model: $0.body, poseWorldFixture: $0.poseWorldFixture) }
    }
    let half = Vector3(scene.tableTop.size.x / 2, scene.tableTop.size.y / 2, 0.05)
    return [
      Fixture(
        model: RigidBodyModel(mass: 1, geoms: [CollisionGeom(.box(halfExtents: half))]),
        poseWorldFixture: Pose(scene.tableTop.center - Vector3(0, 0, half.z)))
    ]
  }
}
