import Geometry

/// Finds episodes that are nearly the same as one that comes before them.
public enum NearDuplicates {
  /// A cell of the grid that keeps comparisons few.
  private struct Cell: Hashable {
    var kind: Int
    var place: SIMD3<Int>
  }

  /// Whether each is nearly the same as one that stays, and as which; nil for those that stay.
  ///
  /// Goes through the episodes in `order` (their own where it is not said) and keeps each that lies
  /// farther than `threshold` metres from all that were kept. Exact: two that are within the threshold
  /// in all points are in neighbouring cells of a grid over any three coordinates. Those of largest
  /// spread are taken, so that ten thousand episodes take few comparisons each.
  public static func find(
    _ descriptors: [TrajectoryDescriptor], within threshold: Double, order: [Int]? = nil
  ) -> [Int?] {
    var found = [Int?](repeating: nil, count: descriptors.count)
    guard threshold > 0 else { return found }
    var kinds: [String: Int] = [:]
    for descriptor in descriptors where kinds[descriptor.kind] == nil {
      kinds[descriptor.kind] = kinds.count
    }
    let axes = widest(descriptors)
    var cells: [Cell: [Int]] = [:]
    for index in order ?? Array(descriptors.indices) {
      let descriptor = descriptors[index]
      let own = Cell(
        kind: kinds[descriptor.kind] ?? 0, place: place(descriptor, axes, threshold))
      if let twin = twin(of: descriptor, near: own, cells, descriptors, threshold) {
        found[index] = twin
      } else {
        cells[own, default: []].append(index)
      }
    }
    return found
  }

  /// The first of those kept in neighbouring cells, by their places, that is close enough.
  private static func twin(
    of descriptor: TrajectoryDescriptor, near own: Cell, _ cells: [Cell: [Int]],
    _ descriptors: [TrajectoryDescriptor], _ threshold: Double
  ) -> Int? {
    var twin: Int?
    for x in -1...1 {
      for y in -1...1 {
        for z in -1...1 {
          var cell = own
          cell.place &+= SIMD3(x, y, z)
          for other in cells[cell] ?? [] where other < twin ?? .max {
            let distance = descriptor.distance(to: descriptors[other])
            if let distance, distance <= threshold { twin = other }
          }
        }
      }
    }
    return twin
  }

  /// The three coordinates of largest variance, as point and axis.
  private static func widest(
    _ descriptors: [TrajectoryDescriptor]
  ) -> [(point: Int, axis: Int)] {
    let length = descriptors.map(\.points.count).max() ?? 0
    var spreads: [(point: Int, axis: Int, variance: Double)] = []
    for point in 0..<length {
      let found = descriptors.compactMap { $0.points.count > point ? $0.points[point] : nil }
      let mean = found.reduce(.zero, +) / Double(max(1, found.count))
      let squares = found.reduce(Vector3.zero) { $0 + ($1 - mean) * ($1 - mean) }
      for axis in 0..<3 {
        spreads.append((point, axis, squares[axis] / Double(max(1, found.count))))
      }
    }
    // ties go by their places
    spreads.sort { ($1.variance, $0.point, $0.axis) < ($0.variance, $1.point, $1.axis) }
    return spreads.prefix(3).map { ($0.point, $0.axis) }
  }

  private static func place(
    _ descriptor: TrajectoryDescriptor, _ axes: [(point: Int, axis: Int)], _ threshold: Double
  ) -> SIMD3<Int> {
    var place = SIMD3<Int>.zero
    for (index, axis) in axes.enumerated() where axis.point < descriptor.points.count {
      let cell = (descriptor.points[axis.point][axis.axis] / threshold).rounded(.down)
      place[index] = Int(max(-1e15, min(1e15, cell)))
    }
    return place
  }
}
