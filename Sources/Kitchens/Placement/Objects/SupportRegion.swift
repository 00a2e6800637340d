import Geometry
import Scenes

/// A level box of space in the world whose bottom face carries objects, for instance a counter's top.
///
/// Its -y side is the front, where a person or an arm comes from.
public struct SupportRegion: Sendable, Hashable {
  /// For instance `counter_1/top`.
  public var name: String
  /// The box's frame in the world: its centre, +z up.
  public var poseWorldRegion: Pose
  /// Metres.
  public var halfExtents: Vector3

  public init(name: String, poseWorldRegion: Pose, halfExtents: Vector3) {
    self.name = name
    self.poseWorldRegion = poseWorldRegion
    self.halfExtents = halfExtents
  }

  /// A region of a part that stands at a pose in the world.
  public init(name: String, _ region: ObjectRegion, of poseWorldPart: Pose) {
    self.init(
      name: name, poseWorldRegion: poseWorldPart * region.pose, halfExtents: region.halfExtents)
  }

  /// The region of a fixture or an object in its place, found on whichever part has it; nil where none
  /// has.
  public init?(
    _ region: String, of model: ModelInstance, name: String, at pose: Pose,
    positions: [PartPosition] = []
  ) {
    let poses = model.partPoses(at: pose, positions: positions)
    for (part, poseWorldPart) in zip(model.parts, poses) {
      guard let found = part.regions.first(where: { $0.name == region }) else { continue }
      self.init(name: "\(name)/\(region)", found, of: poseWorldPart)
      return
    }
    return nil
  }

  /// The height of the bottom face in the world, metres.
  public var surfaceHeight: Double {
    poseWorldRegion.transform(Vector3(0, 0, -halfExtents.z)).z
  }

  /// Whether its bottom is level to within a quarter of a degree, and it has a size.
  public var isUsable: Bool {
    poseWorldRegion.isFinite && halfExtents.isFinite && halfExtents.min() > 0
      && poseWorldRegion.orientation.rotate(Vector3(0, 0, 1)).z > 0.999_99
  }

  /// The area of its bottom face, square metres.
  public var area: Double { 4 * halfExtents.x * halfExtents.y }
}
