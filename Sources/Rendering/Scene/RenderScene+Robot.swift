import Geometry
import Robots
import Scenes

extension RenderScene {
  /// Adds a robot at joint positions in radians, its fingers open by metres each.
  ///
  /// Its bodies are `robot/base` where it drives, `robot/link1` and so on, `robot/hand`,
  /// `robot/finger+` and `robot/finger-`. `base` is where the arm stands.
  public mutating func add(
    _ robot: RobotModel, base: Pose, jointPositions: [Double], fingerOpening: Double
  ) {
    func geoms(
      _ geoms: [CollisionGeom], _ texture: SurfaceTexture, _ slot: String
    ) -> [RenderBody.Geom] {
      let surface = index(of: texture, slot: "robot/\(slot)")
      return geoms.map { .init($0.shape, poseBodyGeom: $0.poseBodyGeom, surface: surface) }
    }
    let (light, dark) = (SurfacePalette.robot, SurfacePalette.robotJoint)

    // what is fixed to each frame, every other link darker
    var parts: [[RenderBody.Geom]] = []
    if let driven = robot.base {
      parts.append(geoms(driven.geoms(lift: base.position.z), dark, "base"))
    }
    for link in robot.joints.indices {
      let own = robot.linkGeoms.filter { $0.link == link + 1 }
      parts.append(
        geoms(
          own.map { CollisionGeom($0.shape, poseBodyGeom: $0.poseLinkGeom) },
          link % 2 == 0 ? light : dark, "link\(link + 1)"))
    }
    parts.append(geoms(robot.hand.geoms, light, "hand"))
    for side in [1.0, -1] {
      parts.append(geoms(robot.gripper.fingerBody(side: side).geoms, dark, "fingers"))
    }

    let poses = Self.poses(
      of: robot, base: base, jointPositions: jointPositions, fingerOpening: fingerOpening)
    for (entry, geoms) in zip(poses, parts) {
      bodies.append(RenderBody(name: entry.name, poseWorldBody: entry.pose, geoms: geoms))
    }
  }

  /// Moves a robot that was added to other joint positions, radians; fingers open by metres each.
  public mutating func move(
    _ robot: RobotModel, base: Pose, jointPositions: [Double], fingerOpening: Double
  ) {
    let poses = Self.poses(
      of: robot, base: base, jointPositions: jointPositions, fingerOpening: fingerOpening)
    for entry in poses { move(entry.name, to: entry.pose) }
  }

  /// The bodies of a robot with their poses in the world.
  private static func poses(
    of robot: RobotModel, base: Pose, jointPositions: [Double], fingerOpening: Double
  ) -> [(name: String, pose: Pose)] {
    precondition(jointPositions.count == robot.joints.count, "one position for each joint")
    var poses: [(name: String, pose: Pose)] = []
    if let driven = robot.base {
      poses.append(
        ("robot/base", base * driven.poseBaseMount(lift: base.position.z).inverse))
    }
    let links = Kinematics(robot, poseWorldBase: base).linkPoses(jointPositions)
    for link in robot.joints.indices { poses.append(("robot/link\(link + 1)", links[link])) }
    let hand = links[robot.joints.count]
    poses.append(("robot/hand", hand))
    for (name, side) in [("robot/finger+", 1.0), ("robot/finger-", -1)] {
      poses.append(
        (name, hand * robot.gripper.poseEefFinger(side: side, opening: fingerOpening)))
    }
    return poses
  }
}
