import Geometry
import Scenes

/// A primitive of a part that is seen but never touched: water, a window pane's bars, a clock.
public struct ModelVisual: Sendable, Hashable, Codable {
  public var shape: Shape
  /// The primitive's frame in the part's.
  public var posePartVisual: Pose
  /// The slot of its surface.
  public var material: String

  public init(shape: Shape, posePartVisual: Pose = .identity, material: String) {
    self.shape = shape
    self.posePartVisual = posePartVisual
    self.material = material
  }

  /// The primitive as scenes keep it.
  public var inScene: SceneVisual {
    SceneVisual(shape: shape, pose: posePartVisual, material: material)
  }
}
