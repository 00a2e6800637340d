import Geometry

/// What a scene sampler has to know of an object that it places.
public struct SceneObject: Sendable, Hashable {
  public var name: String
  public var body: RigidBodyModel
  public var mount: ObjectMount
  /// The radius that keeps other free objects away; nil for the body's own.
  public var horizontalRadius: Double?

  public init(
    name: String, body: RigidBodyModel, mount: ObjectMount = .free, horizontalRadius: Double? = nil
  ) {
    self.name = name
    self.body = body
    self.mount = mount
    self.horizontalRadius = horizontalRadius
  }

  var radius: Double { horizontalRadius ?? body.horizontalRadius }
}
