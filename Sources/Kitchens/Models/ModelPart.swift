import Geometry
import Scenes

/// A rigid part of a model: its root, or a door, drawer, lever, knob or button on a joint.
public struct ModelPart: Sendable, Hashable {
  public var name: String
  public var body: RigidBodyModel
  /// The slot of each geom's surface, as many as the body has geoms.
  public var materials: [String]
  /// How it is tied to another part, which is named by `parent`; nil for the root.
  public var joint: ObjectJoint?
  public var sites: [ObjectSite]
  public var regions: [ObjectRegion]

  public init(
    name: String, body: RigidBodyModel, materials: [String] = [], joint: ObjectJoint? = nil,
    sites: [ObjectSite] = [], regions: [ObjectRegion] = []
  ) {
    self.name = name
    self.body = body
    self.materials = materials
    self.joint = joint
    self.sites = sites
    self.regions = regions
  }
}
