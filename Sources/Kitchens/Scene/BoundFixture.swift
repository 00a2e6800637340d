import Geometry
import Scenes

/// A fixture of a layout with its model, and where the joints of its parts stand.
public struct BoundFixture: Sendable {
  public var name: String
  public var row: String
  public var poseWorldFixture: Pose
  public var instance: ModelInstance
  /// By part, metres or radians; what is not named is at its joint's lowest start.
  public var jointPositions: [(part: String, position: Double)] = []

  public init(name: String, row: String, poseWorldFixture: Pose, instance: ModelInstance) {
    self.name = name
    self.row = row
    self.poseWorldFixture = poseWorldFixture
    self.instance = instance
  }

  /// Where a part's joint stands.
  public func position(of part: ModelPart) -> Double {
    jointPositions.first { $0.part == part.name }?.position ?? part.joint?.initial.lowerBound ?? 0
  }

  /// A part's pose in the fixture's frame, its parents where they stand.
  public func pose(of part: ModelPart) -> Pose {
    guard let joint = part.joint, let parent = instance.part(joint.parent) else { return .identity }
    return pose(of: parent) * joint.poseParentPart(at: position(of: part))
  }

  /// All parts in one body in the fixture's frame, but those that move.
  ///
  /// Sites and regions of bolted parts are named `part_site`; those of the root keep their names.
  public func welded(except moving: [String] = []) -> ModelPart {
    let root = instance.parts[0]
    var whole = root
    for part in instance.parts.dropFirst() where !moving.contains(part.name) {
      let pose = pose(of: part)
      whole.body.mass += part.body.mass
      whole.body.geoms += part.body.geoms.map { geom in
        var placed = geom
        placed.poseBodyGeom = pose * geom.poseBodyGeom
        return placed
      }
      whole.materials += part.materials
      whole.visuals += part.visuals.map { visual in
        var placed = visual
        placed.posePartVisual = pose * visual.posePartVisual
        return placed
      }
      whole.sites += part.sites.map {
        let placed = pose * $0.pose
        return ObjectSite(
          name: "\(part.name)_\($0.name)", position: placed.position,
          orientation: placed.orientation)
      }
      whole.regions += part.regions.map {
        ObjectRegion(
          name: "\(part.name)_\($0.name)", pose: pose * $0.pose, halfExtents: $0.halfExtents)
      }
    }
    return whole
  }

  /// The fixture as something that never moves and that no task speaks of.
  public var scenery: SceneFixture {
    let whole = welded()
    return SceneFixture(
      name: name, body: whole.body, poseWorldFixture: poseWorldFixture,
      materials: whole.materials, visuals: whole.visuals.map(\.inScene))
  }
}
