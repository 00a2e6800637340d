/// What the arrays of a replay buffer are called.
public enum ReplayBufferNaming: String, Sendable, Hashable, Codable, CaseIterable {
  /// robosuite's names, as Diffusion Policy's configurations have them: `action`, `robot0_eef_pos`,
  /// `agentview_image`.
  case robosuite
  /// UMI's: `robot0_eef_pos`, `robot0_eef_rot_axis_angle`, `robot0_gripper_width`, `camera0_rgb`.
  ///
  /// Without actions, which UMI makes from the poses.
  case umi

  /// What a camera's pictures are called; `index` is its place among the cameras.
  func picturesKey(_ camera: String, index: Int) -> String {
    self == .umi ? "camera\(index)_rgb" : "\(camera)_image"
  }
}
