import Geometry

/// Something of a scene that never moves and that no task speaks of: a wall, a counter, a closed cabinet.
///
/// It collides with all that moves, and is no part of recorded states.
public struct SceneFixture: Sendable, Hashable, Codable {
  /// For instance `counter_2`; what contacts are named by.
  public var name: String
  /// Its mass means nothing.
  public var body: RigidBodyModel
  public var poseWorldFixture: Pose
  /// The slot of each geom's surface, for instance `counter_top`; empty where nothing is known.
  public var materials: [String]
  /// What is seen of it besides its geoms.
  public var visuals: [SceneVisual]

  public init(
    name: String, body: RigidBodyModel, poseWorldFixture: Pose, materials: [String] = [],
    visuals: [SceneVisual] = []
  ) {
    self.visuals = visuals
    self.name = name
    self.body = body
    self.poseWorldFixture = poseWorldFixture
    self.materials = materials
  }
}
