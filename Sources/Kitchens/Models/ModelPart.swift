import Geometry
import Scenes

/// A rigid part of a model: its root, or a door, drawer, lever, knob or button on a joint.
public struct ModelPart: Sendable, Hashable {
  public var name: String
  /// What physics knows of it.
  public var body: RigidBodyModel
  /// The slot of each geom's surface, as many as the body has geoms.
  public var materials: [String]
  /// What is only seen.
  public var visuals: [ModelVisual]
  /// How it is tied to another part, which is named by `parent`; nil for the root.
  public var joint: ObjectJoint?
  public var sites: [ObjectSite]
  public var regions: [ObjectRegion]

  public init(
    name: String, body: RigidBodyModel, materials: [String] = [], visuals: [ModelVisual] = [],
    joint: ObjectJoint? = nil, sites: [ObjectSite] = [], regions: [ObjectRegion] = []
  ) {
    self.name = name
    self.body = body
    self.materials = materials
    self.visuals = visuals
    self.joint = joint
    self.sites = sites
    self.regions = regions
  }

  /// The site of a name.
  public func site(_ name: String) -> ObjectSite? { sites.first { $0.name == name } }

  /// The region of a name.
  public func region(_ name: String) -> ObjectRegion? { regions.first { $0.name == name } }
}
