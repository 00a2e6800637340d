import Geometry

/// An object in its place.
public struct ObjectPlacement: Sendable, Hashable {
  public var object: String
  /// The region that it stands in.
  public var region: String
  public var poseWorldObject: Pose
  /// Which of the hand's approaches is free and reached, from 0; nil where none was asked for.
  public var approach: Int?
  /// From 1.
  public var tries: Int
}

/// Puts objects on and into regions: uniform in place and rotation over what is possible.
public enum PlacementSampler {
  /// A pose for a body in one of several regions, each as likely as its area.
  ///
  /// The body (its geoms in the object's frame) is shrunk from no side: a yaw is drawn first, then the
  /// place from the rectangle in which the body, so turned, is within the region. Its lowest point is
  /// `options.lift` above the region's bottom. `stream` is the object's own: each try draws from a
  /// stream of its own below it.
  ///
  /// - Throws: `PlacementFailure` with every rejection counted.
  public static func place(
    _ object: String, geoms: [CollisionGeom], in regions: [SupportRegion],
    among surroundings: Surroundings, options: PlacementOptions = PlacementOptions(),
    stream: RandomStream
  ) throws(PlacementFailure) -> ObjectPlacement {
    var counts = PlacementCounts()
    let usable = regions.filter(\.isUsable)
    let body = RigidBodyModel(mass: 1, geoms: geoms)
    guard !usable.isEmpty, !geoms.isEmpty else {
      counts.add(usable.isEmpty ? .noRegion : .tooLarge)
      throw PlacementFailure(
        object: object, regions: regions.map(\.name), tries: 0, counts: counts)
    }

    // only what is about the regions can be in the way
    let nearby = usable.map { Self.nearby($0, body, surroundings, options) }
    for attempt in 0..<options.tries {
      var random = stream.stream("try", attempt)
      let index = choose(usable, &random)
      switch draw(body, in: usable[index], options, &random) {
      case .failure(let rejection): counts.add(rejection)
      case .success(let pose):
        switch check(object, body, at: pose, nearby[index], options) {
        case .failure(let rejection): counts.add(rejection)
        case .success(let approach):
          return ObjectPlacement(
            object: object, region: usable[index].name, poseWorldObject: pose, approach: approach,
            tries: attempt + 1)
        }
      }
    }
    throw PlacementFailure(
      object: object, regions: regions.map(\.name), tries: options.tries, counts: counts)
  }

  /// A pose for a fixture's or an object's model, all its parts where their joints are at 0.
  ///
  /// - Throws: `PlacementFailure` with every rejection counted.
  public static func place(
    _ object: String, _ model: ModelInstance, in regions: [SupportRegion],
    among surroundings: Surroundings, options: PlacementOptions = PlacementOptions(),
    stream: RandomStream
  ) throws(PlacementFailure) -> ObjectPlacement {
    try place(
      object, geoms: model.geoms(), in: regions, among: surroundings, options: options,
      stream: stream)
  }

  private static func nearby(
    _ region: SupportRegion, _ body: RigidBodyModel, _ surroundings: Surroundings,
    _ options: PlacementOptions
  ) -> Surroundings {
    let box = PlacedPrimitive(.box(halfExtents: region.halfExtents), at: region.poseWorldRegion)
    let bounds = body.bounds
    var reach = pointwiseMax(bounds.low.magnitudes, bounds.high.magnitudes).length
    reach += max(options.gap, options.apart?.gap ?? 0)
    if options.hand != nil { reach += 0.4 }
    return surroundings.near(low: box.low, high: box.high, margin: reach)
  }

  private static func choose(_ regions: [SupportRegion], _ random: inout RandomStream) -> Int {
    guard regions.count > 1 else { return 0 }
    var left = random.uniform() * regions.reduce(0) { $0 + $1.area }
    for (index, region) in regions.enumerated() {
      left -= region.area
      if left < 0 { return index }
    }
    return regions.count - 1
  }

  /// A pose in the region by the options, not yet looked at for collisions.
  private static func draw(
    _ body: RigidBodyModel, in region: SupportRegion, _ options: PlacementOptions,
    _ random: inout RandomStream
  ) -> Result<Pose, PlacementRejection> {
    let yaw = random.uniform(options.yaw.lowerBound, options.yaw.upperBound)
    let turn = Quaternion(axis: Vector3(0, 0, 1), angle: yaw)
    let (u, v) = (random.uniform(), random.uniform())
    let bounds = body.bounds(in: Pose(.zero, turn))
    let height = bounds.high.z - bounds.low.z
    if options.containment == .all, height + options.lift > 2 * region.halfExtents.z {
      return .failure(.tooLarge)
    }

    // where the origin may be, in the region's frame
    guard let rectangle = PlacementRectangle(region, bounds: bounds, options) else {
      return .failure(.tooLarge)
    }
    guard let x = rectangle.x, let y = rectangle.y else { return .failure(.outside) }
    let z = -region.halfExtents.z + options.lift - bounds.low.z
    let local = Vector3(
      x.lowerBound + (x.upperBound - x.lowerBound) * u,
      y.lowerBound + (y.upperBound - y.lowerBound) * v, z)
    let pose = region.poseWorldRegion * Pose(local, turn)

    // beside: a ring, of which the rectangle is the box around
    if let beside = options.beside, beside.side == .any {
      let way = pose.position - beside.point
      guard beside.distance.contains((way.x * way.x + way.y * way.y).squareRoot()) else {
        return .failure(.outside)
      }
    }
    if let accepts = options.accepts, !accepts(pose) { return .failure(.outside) }
    return .success(pose)
  }

  /// Whether a pose is free, has room for the hand, and is reached; with the approach that is.
  private static func check(
    _ object: String, _ body: RigidBodyModel, at pose: Pose, _ surroundings: Surroundings,
    _ options: PlacementOptions
  ) -> Result<Int?, PlacementRejection> {
    // what is wholly below, as the surface that it stands on, may be nearer than the gap
    let placed = PlacedCompound(name: object, geoms: body.geoms, at: pose)
    if let name = surroundings.firstMeeting(placed, margin: options.lift / 2) {
      return .failure(.overlaps(name))
    }
    let surface = placed.low.z - options.lift / 2
    if let name = surroundings.firstMeeting(placed, margin: options.gap, above: surface) {
      return .failure(.overlaps(name))
    }

    if let apart = options.apart {
      let farther = surroundings.only(apart.names)
      if let name = farther.firstMeeting(placed, margin: apart.gap, above: surface) {
        return .failure(.overlaps(name))
      }
    }

    // the hand, then the arm
    guard let hand = options.hand, !hand.approaches.isEmpty else {
      if let reaches = options.reaches, !reaches(pose) { return .failure(.unreachable) }
      return .success(nil)
    }
    var rejection = PlacementRejection.unreachable
    for (index, approach) in hand.approaches.enumerated() {
      let frame = pose * approach
      let envelope = hand.envelope.placed(at: frame)
      if let name = hand.envelope.obstacle(to: envelope, in: surroundings) {
        rejection = .handBlocked(name)
        continue
      }
      guard let reaches = options.reaches, !reaches(frame) else { return .success(index) }
      rejection = .unreachable
    }
    return .failure(rejection)
  }
}

/// Where an object's origin may be in a region's frame.
struct PlacementRectangle {
  /// Nil where what the object must be beside leaves nothing.
  let x: ClosedRange<Double>?
  let y: ClosedRange<Double>?

  /// Of a body with such bounds, turned as it is to stand; nil when it is too large.
  init?(
    _ region: SupportRegion, bounds: (low: Vector3, high: Vector3), _ options: PlacementOptions
  ) {
    let half = region.halfExtents
    let window = options.window
    var low = Vector3(
      half.x * (2 * window.width.lowerBound - 1), half.y * (2 * window.depth.lowerBound - 1), 0)
    var high = Vector3(
      half.x * (2 * window.width.upperBound - 1), half.y * (2 * window.depth.upperBound - 1), 0)
    if options.containment == .center {
      let center = (bounds.low + bounds.high) / 2
      low -= center
      high -= center
    } else {
      low -= bounds.low
      high -= bounds.high
    }
    // what fits exactly fits, whatever the last bits say
    for axis in 0..<2 where low[axis] > high[axis] && low[axis] < high[axis] + 1e-9 {
      low[axis] = (low[axis] + high[axis]) / 2
      high[axis] = low[axis]
    }
    guard low.x <= high.x, low.y <= high.y else { return nil }

    // an arm's length from the front, or as far in as it goes
    if let range = options.fromFrontEdge {
      let nearest = range.lowerBound - half.y
      let farthest = range.upperBound - half.y
      (low.y, high.y) = (
        min(high.y, max(low.y, nearest)), max(low.y, min(high.y, farthest))
      )
    }
    var (x, y): (ClosedRange<Double>?, ClosedRange<Double>?) = (low.x...high.x, low.y...high.y)
    if let beside = options.beside {
      let point = region.poseWorldRegion.inverse.transform(beside.point)
      let (near, far) = (beside.distance.lowerBound, beside.distance.upperBound)
      switch beside.side {
      case .any:
        x = Self.common(x, point.x - far, point.x + far)
        y = Self.common(y, point.y - far, point.y + far)
      case .left: x = Self.common(x, point.x - far, point.x - near)
      case .right: x = Self.common(x, point.x + near, point.x + far)
      }
    }
    (self.x, self.y) = (x, y)
  }

  private static func common(_ range: ClosedRange<Double>?, _ low: Double, _ high: Double)
    -> ClosedRange<Double>?
  {
    guard let range else { return nil }
    let (l, h) = (max(range.lowerBound, low), min(range.upperBound, high))
    return l <= h ? l...h : nil
  }
}
