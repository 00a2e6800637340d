import Geometry

/// A primitive that is seen but never touched: a fruit's skin, water in a basin.
public struct SceneVisual: Sendable, Hashable, Codable {
  public var shape: Shape
  /// In the frame of what it belongs to.
  public var pose: Pose
  /// The slot of its surface.
  public var material: String

  public init(shape: Shape, pose: Pose, material: String) {
    self.shape = shape
    self.pose = pose
    self.material = material
  }
}
