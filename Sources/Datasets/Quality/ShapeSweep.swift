import Geometry

/// A collision primitive on its way through an episode's rows.
struct ShapeSweep {
  let shape: Shape
  private let radius: Double
  private let first: Int
  private let poses: [Pose]
  /// How far any of its points has come since the first row, at most, metres.
  private let way: [Double]

  /// Poses are the body's, from row `first` on.
  init(_ geom: CollisionGeom, _ poseWorldBody: [Pose], from first: Int = 0) {
    shape = geom.shape
    radius = shape.ballRadius
    self.first = first
    let poses = poseWorldBody.map { $0 * geom.poseBodyGeom }
    var way = [0.0]
    way.reserveCapacity(poses.count)
    for (after, before) in zip(poses.dropFirst(), poses) {
      // a point at the ball's edge turns along a chord, which is no longer than twice the difference
      let (p, q) = (before.orientation, after.orientation)
      let sign: Double = p.w * q.w + p.vector.dot(q.vector) < 0 ? -1 : 1
      let turn = p.vector - sign * q.vector
      let swing = p.w - sign * q.w
      let chord = 2 * (turn.dot(turn) + swing * swing).squareRoot()
      way.append(
        way[way.count - 1] + (after.position - before.position).length + radius * chord)
    }
    self.poses = poses
    self.way = way
  }

  /// The larger extent of the box around its centre's way, metres.
  var span: Double {
    let centres = poses.map(\.position)
    guard var low = centres.first else { return 0 }
    var high = low
    for centre in centres {
      low = pointwiseMin(low, centre)
      high = pointwiseMax(high, centre)
    }
    return (high - low).max()
  }

  /// The least distance over all rows up to a last one from a shape that stands, or `least` where that is less.
  ///
  /// Exact: rows are passed over only while the shape cannot have come as near as that.
  func least(to obstacle: StandingShape, until last: Int, below least: Double) -> Double {
    var least = least
    var index = 0
    let end = min(last - first, poses.count - 1)
    while index <= end, least > 0 {
      let pose = poses[index]
      var gap = obstacle.distance(from: pose.position) - radius
      if gap < least {
        gap = ConvexDistance.between(shape, pose, obstacle.shape, obstacle.pose)
        least = min(least, gap)
      }
      index = next(after: index, reaching: way[index] + (gap - least), end)
    }
    return least
  }

  /// The first index after one at which more than so much of the way is gone.
  private func next(after index: Int, reaching reach: Double, _ end: Int) -> Int {
    guard way[end] > reach else { return end + 1 }
    var (low, high) = (index + 1, end)
    while low < high {
      let middle = (low + high) / 2
      if way[middle] > reach { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
