import Geometry

extension ResetDistribution {
  /// The pose of each placed object in the frame that its ranges are in; objects without a pose are left out.
  ///
  /// `poseWorldObject` is asked for poses by name.
  public func poses(of poseWorldObject: (String) -> Pose?, on table: TableTop) -> [Pose] {
    placements.compactMap { placement in
      let frame = placement.relativeTo.flatMap(poseWorldObject) ?? Pose(table.center)
      return poseWorldObject(placement.object).map { frame.inverse * $0 }
    }
  }

  /// The cells that objects stand in, as coverage counts them, in the order of placements: `cubeA:3+cubeB:7`.
  ///
  /// `poses` are those of all placed objects, each in the frame that its ranges are in; nil where one is
  /// missing, and where nothing is placed.
  public func cell(poses: [Pose], grid: Stratification = Stratification()) -> String? {
    guard !placements.isEmpty, poses.count == placements.count else { return nil }
    return zip(placements, poses).map { placement, pose in
      "\(placement.object):\(grid.cell(of: placement, x: pose.position.x, y: pose.position.y))"
    }.joined(separator: "+")
  }
}
