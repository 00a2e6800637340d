import Geometry
import Robots

extension RenderScene {
  /// Adds a robot at joint positions in radians, its fingers open by metres each.
  ///
  /// Its links are `robot/link1` and so on, then `robot/hand`, `robot/finger+` and `robot/finger-`.
  public mutating func add(
    _ robot: RobotModel, base: Pose, jointPositions: [Double], fingerOpening: Double
  ) {
    let light = index(of: SurfacePalette.robot)
    let dark = index(of: SurfacePalette.robotJoint)
    let links = Kinematics(robot, poseWorldBase: base).linkPoses(jointPositions)
    guard let eef = links.last, links.count == robot.joints.count + 1 else { return }

    // each link's capsules in its own frame, every other link darker
    for link in 1...robot.joints.count {
      let geoms = robot.linkGeoms.filter { $0.link == link }.map {
        RenderBody.Geom(
          $0.shape, poseBodyGeom: $0.poseLinkGeom, surface: link % 2 == 1 ? light : dark)
      }
      bodies.append(
        RenderBody(name: "robot/link\(link)", poseWorldBody: links[link - 1], geoms: geoms))
    }

    // hand and fingers
    bodies.append(
      RenderBody(
        name: "robot/hand", poseWorldBody: eef,
        geoms: robot.hand.geoms.map {
          .init($0.shape, poseBodyGeom: $0.poseBodyGeom, surface: light)
        }))
    for side in [1.0, -1] {
      let finger = robot.gripper.fingerBody(side: side)
      bodies.append(
        RenderBody(
          name: side > 0 ? "robot/finger+" : "robot/finger-",
          poseWorldBody: eef * robot.gripper.poseEefFinger(side: side, opening: fingerOpening),
          geoms: finger.geoms.map {
            .init($0.shape, poseBodyGeom: $0.poseBodyGeom, surface: dark)
          }))
    }
  }
}
