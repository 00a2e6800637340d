import Geometry

/// How a frame goes with another object.
public struct ObjectFrame: Sendable, Hashable, Codable {
  enum CodingKeys: String, CodingKey {
    case parent
    case poseParentFrame = "pose_parent_frame"
  }

  /// The name of the object it goes with, which comes earlier in the task.
  public var parent: String
  public var poseParentFrame: Pose

  public init(parent: String, poseParentFrame: Pose) {
    self.parent = parent
    self.poseParentFrame = poseParentFrame
  }
}
