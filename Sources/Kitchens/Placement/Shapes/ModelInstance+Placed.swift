import Geometry
import Scenes

/// Where a part's joint stands: metres or radians, 0 closed.
public struct PartPosition: Sendable, Hashable, Codable {
  public var part: String
  public var position: Double

  public init(part: String, position: Double) {
    self.part = part
    self.position = position
  }
}

extension ModelInstance {
  /// The poses of all parts, in their order, with the root at `pose`; joints stand at 0 unless said.
  public func partPoses(at pose: Pose, positions: [PartPosition] = []) -> [Pose] {
    var poses: [Pose] = []
    poses.reserveCapacity(parts.count)
    for part in parts {
      guard let joint = part.joint else {
        poses.append(pose)
        continue
      }
      let parent = parts.prefix(poses.count).firstIndex { $0.name == joint.parent } ?? 0
      let position = positions.first { $0.part == part.name }?.position ?? 0
      poses.append((poses.isEmpty ? pose : poses[parent]) * joint.poseParentPart(at: position))
    }
    return poses
  }

  /// All parts as bodies in the world: the root by `name`, the others as `name/PART`.
  public func placed(
    name: String, at pose: Pose, positions: [PartPosition] = []
  ) -> [PlacedCompound] {
    let poses = partPoses(at: pose, positions: positions)
    return parts.indices.map { index in
      PlacedCompound(
        name: parts[index].joint == nil ? name : "\(name)/\(parts[index].name)",
        body: parts[index].body, at: poses[index])
    }
  }

  /// The geoms of all parts in the root's frame, as one rigid compound.
  public func geoms(positions: [PartPosition] = []) -> [CollisionGeom] {
    let poses = partPoses(at: .identity, positions: positions)
    return parts.indices.flatMap { index in
      parts[index].body.geoms.map { geom in
        var moved = geom
        moved.poseBodyGeom = poses[index] * geom.poseBodyGeom
        return moved
      }
    }
  }
}
