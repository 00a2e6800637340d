import Geometry
import Physics
import Robots
import Scenes

/// Arm links as collision geometry, moved by forward kinematics.
///
/// Link geoms never push anything: they are asked, once a control step, what they touch.
struct ArmGeometry {
  /// A link of the arm and what it touches.
  struct Touch: Hashable {
    /// From 1, the link after the first joint.
    var link: Int
    /// A body's index in the world; negative for table and floor.
    var other: Int
  }

  private let robot: RobotModel
  private let query: QueryHandle

  /// Adds the links' geoms to a world.
  init(_ kinematics: Kinematics, in world: World) {
    robot = kinematics.model
    query = world.addQuery(robot.linkGeoms.map(\.shape))
  }

  /// What the links touch at joint positions.
  func touches(
    _ jointPositions: [Double], of kinematics: Kinematics, in world: World
  ) -> [Touch] {
    let frames = kinematics.linkPoses(jointPositions)
    let poses = robot.linkGeoms.map { frames[$0.link - 1] * $0.poseLinkGeom }
    return world.touches(query, at: poses).map {
      Touch(link: robot.linkGeoms[$0.geom].link, other: $0.other)
    }
  }
}
