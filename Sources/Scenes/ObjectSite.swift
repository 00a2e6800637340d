import Geometry

/// A named point of an object, with axes of its own, in the object's frame; metres.
public struct ObjectSite: Sendable, Hashable, Codable {
  public var name: String
  public var position: Vector3
  /// The site's axes in the object's frame; the object's own unless said otherwise.
  public var orientation: Quaternion

  public init(name: String, position: Vector3, orientation: Quaternion = .identity) {
    self.name = name
    self.position = position
    self.orientation = orientation
  }

  /// The site's frame in the object's.
  public var pose: Pose { Pose(position, orientation) }
}
