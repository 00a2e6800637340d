/// The scene that a policy is tried in.
public struct SessionOrder: Sendable, Hashable, Codable {
  public var task: String
  public var distribution: String
  /// Draws the scene, as a job of this seed does.
  public var seed: UInt64
  public var scene: Int
  /// Blob of the demonstration whose object shapes, table and robot base count; nil for the task's own.
  public var demonstration: String?

  public init(
    task: String, distribution: String, seed: UInt64, scene: Int, demonstration: String? = nil
  ) {
    self.task = task
    self.distribution = distribution
    self.seed = seed
    self.scene = scene
    self.demonstration = demonstration
  }
}
