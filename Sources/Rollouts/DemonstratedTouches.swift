import Demonstrations
import Geometry
import Physics
import Robots
import Scenes
import Tasks

/// What the arm's links touch in a demonstration: touching it again is no fault of an attempt.
enum DemonstratedTouches {
  /// Frames that are looked at: every so many.
  private static let stride = 3

  /// Follows a demonstration by inverse kinematics, with the objects where they were recorded.
  static func of(
    _ demonstration: Demonstration, task: TaskDescription, robot: RobotModel,
    bodies: [RigidBodyModel]
  ) -> Set<ArmGeometry.Touch> {
    let base = demonstration.poseWorldRobotBase ?? task.poseWorldRobotBase
    let kinematics = Kinematics(robot, poseWorldBase: base)
    let inverse = InverseKinematics(kinematics)
    let world = World()
    RolloutWorld.addFurniture(
      Scene(
        tableTop: demonstration.tableTop ?? task.tableTop, poseWorldRobotBase: base, objects: []),
      to: world)

    // hand and fingers keep their places in the order of bodies, out of the way
    let dummy = RigidBodyModel(mass: 1, geoms: [CollisionGeom(.sphere(radius: 0.01))])
    for _ in 0..<RolloutWorld.gripperBodies {
      _ = world.addBody(dummy, pose: Pose(Vector3(0, 0, 50)), group: .gripper, touches: [])
    }
    let tracks = task.objects.compactMap { demonstration.object($0.name) }
    let handles = zip(tracks, zip(task.objects, bodies)).map { track, described in
      switch described.0.mount {
      case .fixed, .place, .frame: world.addFixture(described.1, pose: track.poses[0])
      case .free, .jointed:
        world.addBody(described.1, pose: track.poses[0], group: .object, touches: [.arm])
      }
    }
    let arm = ArmGeometry(kinematics, in: world)

    var touches: Set<ArmGeometry.Touch> = []
    var joints = robot.home
    for frame in Swift.stride(from: 0, to: demonstration.frames, by: stride) {
      joints = inverse.solve(demonstration.eefPoses[frame], from: joints).positions
      for (handle, track) in zip(handles, tracks) { world.put(handle, at: track.poses[frame]) }
      touches.formUnion(arm.touches(joints, of: kinematics, in: world))
    }
    return touches
  }
}
