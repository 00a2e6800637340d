import Geometry

/// A light of a scene.
public struct SceneLight: Sendable, Hashable, Codable {
  /// Where it shines, a unit vector in the world.
  public var direction: Vector3
  /// Kelvin.
  public var temperature: Double
  /// 1 lights a white surface that faces it fully.
  public var intensity: Double
  public var castsShadow: Bool

  public init(
    direction: Vector3, temperature: Double, intensity: Double, castsShadow: Bool = true
  ) {
    self.direction = direction
    self.temperature = temperature
    self.intensity = intensity
    self.castsShadow = castsShadow
  }
}
