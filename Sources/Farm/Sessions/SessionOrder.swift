/// The scene that a policy is tried in, as jobs of the task find it that do not stratify and ask for no
/// kitchens or physics of their own.
public struct SessionOrder: Sendable, Hashable, Codable {
  public var task: String
  public var distribution: String
  /// Draws the scene, as a job of this seed does.
  public var seed: UInt64
  public var scene: Int
  /// Draws where the arm starts, near its home, as a job's motion of this number in the scene does.
  public var motion: Int
  /// Blob of the demonstration whose object shapes, table and robot base count; nil for the task's own.
  public var demonstration: String?

  public init(
    task: String, distribution: String, seed: UInt64, scene: Int, motion: Int = 0,
    demonstration: String? = nil
  ) {
    self.task = task
    self.distribution = distribution
    self.seed = seed
    self.scene = scene
    self.motion = motion
    self.demonstration = demonstration
  }
}
