import Episodes
import Geometry

/// What the actions of a dataset say.
///
/// The gripper's number, -1 open and +1 closed, follows the arm's; a driven base's three come last, as
/// recorded. Only `deltaPose` is within [-1, 1].
public enum ActionSpace: String, Sendable, Hashable, Codable, CaseIterable {
  /// As recorded: robosuite's OSC_POSE, position and rotation vector from the current pose, normalized.
  case deltaPose = "delta_pose"
  /// The hand's target in the world: position in metres and rotation vector in radians.
  ///
  /// As in the `_abs` files of Diffusion Policy (Chi et al. 2023), for robosuite's OSC_POSE with
  /// `control_delta` off.
  case absolutePose = "absolute_pose"
  /// The same target with the first two rows of its rotation matrix (Zhou et al. 2019), which has no jumps.
  case absolutePose6D = "absolute_pose_6d"
  /// The joint positions, in radians, that the arm had one step later, for robosuite's JOINT_POSITION.
  case jointPositions = "joint_positions"

  /// The names of the numbers of an action.
  public func names(of episode: Episode) -> [String] {
    let position = ["x", "y", "z"]
    let turn = ["rx", "ry", "rz"]
    let arm: [String] =
      switch self {
      case .deltaPose: (position + turn).map { "d\($0)" }
      case .absolutePose: position + turn
      case .absolutePose6D: position + ["r11", "r12", "r13", "r21", "r22", "r23"]
      case .jointPositions: (1...max(1, episode.jointCount)).map { "joint\($0)" }
      }
    let drives = episode.actionWidth > Episode.armActionWidth
    return arm + ["gripper"] + (drives ? ["base_forward", "base_left", "base_turn"] : [])
  }

  /// Why an episode has no such actions, in words, or nil.
  func problem(_ episode: Episode) -> String? {
    self == .jointPositions && episode.jointCount == 0
      ? "has no joint positions, which are to be its actions" : nil
  }

  /// The actions of an episode, (T, names), row-major.
  public func actions(of episode: Episode) -> [Double] {
    guard self != .deltaPose else { return episode.actions }
    var numbers: [Double] = []
    numbers.reserveCapacity(episode.steps * (episode.actionWidth + 3))
    for step in 0..<episode.steps {
      numbers += arm(episode, step)
      // gripper and base as recorded
      let row = step * episode.actionWidth
      numbers += episode.actions[(row + 6)..<(row + episode.actionWidth)]
    }
    return numbers
  }

  private func arm(_ episode: Episode, _ step: Int) -> [Double] {
    if self == .jointPositions {
      let width = episode.jointCount
      return Array(episode.jointPositions[((step + 1) * width)..<((step + 2) * width)])
    }
    let pose = episode.targetPose(atStep: step)
    let (p, q) = (pose.position, pose.orientation)
    if self == .absolutePose6D {
      // rows of the matrix are what the inverse makes of the axes
      let first = q.conjugate.rotate(Vector3(1, 0, 0))
      let second = q.conjugate.rotate(Vector3(0, 1, 0))
      return [p.x, p.y, p.z, first.x, first.y, first.z, second.x, second.y, second.z]
    }
    let turn = q.rotationVector
    return [p.x, p.y, p.z, turn.x, turn.y, turn.z]
  }
}
