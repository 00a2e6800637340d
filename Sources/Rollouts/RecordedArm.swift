import Episodes
import Geometry
import Kitchens
import Robots

/// Where the links of an arm are in a recorded episode.
public struct RecordedArm: Sendable {
  private let kinematics: Kinematics

  /// An arm whose base is, when an episode begins, at a pose.
  public init(_ robot: RobotModel, poseWorldBase: Pose) {
    kinematics = Kinematics(robot, poseWorldBase: poseWorldBase)
  }

  /// The shapes of the links.
  public var shapes: [Shape] { kinematics.model.linkGeoms.map(\.shape) }

  /// World poses of the shapes, in their order, before a step of an episode, by its joint positions.
  public func poses(in episode: Episode, atStep step: Int) -> [Pose] {
    let start = step * episode.jointCount
    let frames = kinematics.linkPoses(
      Array(episode.jointPositions[start..<(start + episode.jointCount)]))
    let poses = kinematics.model.linkGeoms.map { frames[$0.link - 1] * $0.poseLinkGeom }
    // a base takes the arm along
    guard kinematics.model.base != nil,
      let base = episode.bodies.firstIndex(of: KitchenDescription.baseName)
    else { return poses }
    let carried =
      episode.pose(ofBody: base, atStep: step) * episode.pose(ofBody: base, atStep: 0).inverse
    return poses.map { carried * $0 }
  }
}
