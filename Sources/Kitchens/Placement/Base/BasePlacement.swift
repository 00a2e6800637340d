import Geometry
import Robots

/// Where a mobile base stands, how high the arm's mount is, and what the arm can do from there.
public struct BaseStance: Sendable, Hashable {
  /// On the floor below the base's middle, +x forward.
  public var poseWorldBase: Pose
  /// Height of the arm's mount, metres.
  public var lift: Double
  /// The frame of the arm's base.
  public var poseWorldMount: Pose
  /// The smallest share of a joint's half range that is left in any posture, less a part for reaching
  /// far; the larger the better.
  public var score: Double
  /// Joint positions for each hand frame, in their order.
  public var postures: [[Double]]
}

/// Draws where a mobile base stands before a fixture, so that the hand reaches all it must.
public struct BasePlacement: Sendable {
  public let reach: ReachTest
  public var base: MobileBaseModel
  public var options: BasePlacementOptions

  /// - Throws: `BaseFailure.noBase` for a robot that is bolted down.
  public init(robot: RobotModel, options: BasePlacementOptions = BasePlacementOptions())
    throws(BaseFailure)
  {
    guard let base = robot.base else { throw .noBase(robot: robot.name) }
    self.base = base
    reach = ReachTest(robot: robot)
    self.options = options
  }

  /// A place that has been thought of.
  private struct Candidate {
    var poseWorldBase: Pose
    var lift: Double
    var mount: Pose
    /// How far from the easiest distance the worst frame is, metres.
    var effort: Double
  }

  /// One of the best places on the floor before a fixture.
  ///
  /// A grid of places and heights, shifted by the stream, is sorted by how near the frames are to the
  /// distance at which the arm is at ease, give or take a little; they are tried with inverse
  /// kinematics and for touch until a few will do, and one of those that score nearly best is drawn.
  /// `floorLow` and `floorHigh` are the corners of the floor.
  ///
  /// - Throws: `BaseFailure` for the candidates that came closest.
  public func draw(
    before line: StandingLine, frames: [HandFrame], among surroundings: Surroundings,
    floorLow: SIMD2<Double>, floorHigh: SIMD2<Double>, stream: RandomStream
  ) throws(BaseFailure) -> BaseStance {
    var random = stream.stream("base")
    let candidates = try candidates(
      before: line, frames: frames, among: surroundings, floor: (floorLow, floorHigh), &random)
    let nearby = within(reachOf: candidates, surroundings)

    // the first ones that will do, and one of those that score nearly best
    var failure = Closest()
    var stances: [BaseStance] = []
    for candidate in candidates.prefix(options.tries) where stances.count < options.compared {
      if let stance = evaluate(candidate, frames, nearby, &failure) { stances.append(stance) }
    }
    if let best = stances.map(\.score).max() {
      let good = stances.filter { $0.score >= best - options.spread }
      return good[random.integer(in: 0...(good.count - 1))]
    }
    throw failure.reason(frames)
  }

  // MARK: - Candidates

  private func candidates(
    before line: StandingLine, frames: [HandFrame], among surroundings: Surroundings,
    floor: (low: SIMD2<Double>, high: SIMD2<Double>), _ random: inout RandomStream
  ) throws(BaseFailure) -> [Candidate] {
    let shift = (random.uniform(-0.5, 0.5), random.uniform(), random.uniform())
    let forward = Quaternion(axis: Vector3(0, 0, 1), angle: .pi / 2)
    let lifts = steps(base.lift, options.liftStep, shift.2)
    var found: [Candidate] = []
    var blocked: [(name: String, times: Int)] = []
    var farFrame: (name: String, beyond: Double)?
    let around = nearFloor(line, surroundings)
    for gap in steps(options.gap, options.gapStep, shift.1) {
      for lateral in steps(options.lateral, options.lateralStep, shift.0 + 0.5) {
        let y = -gap - base.footprintHalfExtents.x
        let pose = line.poseWorldFront * Pose(Vector3(lateral - base.mountOffset.y, y, 0), forward)

        // heights at which every frame is at a sensible distance
        var heights: [Candidate] = []
        for lift in lifts {
          let mount = pose * base.poseBaseMount(lift: lift)
          var effort = 0.0
          var worst = (name: "", beyond: 0.0)
          for frame in frames {
            let local = mount.inverse * frame.pose
            effort = max(effort, reach.excess(local).magnitude)
            let beyond = reach.beyond(local)
            if beyond > worst.beyond { worst = (frame.name, beyond) }
          }
          guard worst.beyond == 0 else {
            if farFrame.map({ worst.beyond < $0.beyond }) ?? true { farFrame = worst }
            continue
          }
          heights.append(
            Candidate(poseWorldBase: pose, lift: lift, mount: mount, effort: effort))
        }
        guard let top = heights.map(\.lift).max() else { continue }

        // free with the column at its highest, it is free with it lower; floors do not count
        let body = PlacedCompound(name: "base", geoms: base.geoms(lift: top), at: pose)
        let name =
          isOnFloor(pose, floor)
          ? around.firstMeeting(body, margin: options.baseMargin, above: 0.01)
          : FloorPlanner.floorEdge
        if let name {
          if let index = blocked.firstIndex(where: { $0.name == name }) {
            blocked[index].times += 1
          } else {
            blocked.append((name, 1))
          }
          continue
        }
        found += heights
      }
    }
    guard !found.isEmpty else {
      if blocked.isEmpty, let farFrame {
        throw .unreachable(
          frame: farFrame.name, positionError: farFrame.beyond, rotationError: 0)
      }
      let order = blocked.indices.sorted { (-blocked[$0].times, $0) < (-blocked[$1].times, $1) }
      throw .noStandingRoom(blockedBy: order.map { blocked[$0].name })
    }
    let keys = found.map { $0.effort + random.uniform(0, 0.06) }
    return found.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { found[$0] }
  }

  /// Numbers of a range at a step, shifted by a part of it.
  private func steps(_ range: ClosedRange<Double>, _ step: Double, _ shift: Double) -> [Double] {
    let width = range.upperBound - range.lowerBound
    guard step > 0, width > 0 else { return [range.lowerBound] }
    let count = Int((width / step).rounded(.down)) + 1
    return (0..<count).compactMap { index in
      let value = range.lowerBound + (Double(index) + shift) * step
      return value <= range.upperBound + 1e-9 ? value : nil
    }
  }

  private func isOnFloor(_ pose: Pose, _ floor: (low: SIMD2<Double>, high: SIMD2<Double>)) -> Bool {
    let half = base.footprintHalfExtents
    return [(1.0, 1.0), (1, -1), (-1, 1), (-1, -1)].allSatisfy { x, y in
      let corner = pose.transform(Vector3(x * half.x, y * half.y, 0))
      return corner.x >= floor.low.x && corner.x <= floor.high.x && corner.y >= floor.low.y
        && corner.y <= floor.high.y
    }
  }

  /// What a base could stand against.
  private func nearFloor(_ line: StandingLine, _ surroundings: Surroundings) -> Surroundings {
    let reach = base.footprintRadius + options.gap.upperBound + options.lateral.upperBound + 0.5
    let middle = line.poseWorldFront.position
    let half = Vector3(reach, reach, 0)
    return surroundings.near(
      low: middle - half + Vector3(0, 0, 0.005),
      high: middle + half + Vector3(0, 0, base.lift.upperBound), margin: options.baseMargin)
  }

  /// What the arm could touch from any of the candidates.
  private func within(reachOf candidates: [Candidate], _ surroundings: Surroundings)
    -> Surroundings
  {
    var low = Vector3(repeating: .infinity)
    var high = -low
    for candidate in candidates {
      low = pointwiseMin(low, candidate.mount.position)
      high = pointwiseMax(high, candidate.mount.position)
    }
    let arm = Vector3(repeating: 2 * reach.homeReach)
    return surroundings.near(low: low - arm, high: high + arm, margin: options.linkMargin)
  }

  // MARK: - Trying

  /// What came closest to success among the candidates that failed.
  private struct Closest {
    var framesReached = -1
    var positionError = Double.infinity
    var rotationError = 0.0
    var touches: [(touch: ArmCollision.Touch, times: Int)] = []

    mutating func count(_ touch: ArmCollision.Touch) {
      if let index = touches.firstIndex(where: { $0.touch == touch }) {
        touches[index].times += 1
      } else {
        touches.append((touch, 1))
      }
    }

    mutating func miss(frame: Int, _ posture: ReachTest.Posture) {
      let isBetter =
        frame > framesReached
        || (frame == framesReached && posture.positionError < positionError)
      guard isBetter else { return }
      framesReached = frame
      positionError = posture.positionError
      rotationError = posture.rotationError
    }

    func reason(_ frames: [HandFrame]) -> BaseFailure {
      // the arm got everywhere from somewhere: what was most in its way
      if let most = touches.map(\.times).max(),
        let touch = touches.first(where: { $0.times == most })?.touch
      {
        return .touches(link: touch.link, name: touch.name)
      }
      guard frames.indices.contains(framesReached) else {
        return .noStandingRoom(blockedBy: [])
      }
      return .unreachable(
        frame: frames[framesReached].name, positionError: positionError,
        rotationError: rotationError)
    }
  }

  private func evaluate(
    _ candidate: Candidate, _ frames: [HandFrame], _ nearby: Surroundings, _ closest: inout Closest
  ) -> BaseStance? {
    let own = PlacedCompound(
      name: "base", geoms: base.geoms(lift: candidate.lift), at: candidate.poseWorldBase)
    let collision = ArmCollision(reach: reach, margin: options.linkMargin)
    func isFree(
      _ positions: [Double], opening: Double? = nil, ignoring: [String] = []
    ) -> Bool {
      let touch = collision.touch(
        positions, mount: candidate.mount, among: nearby, own: own,
        ignoring: options.ignoring + ignoring, handIgnoring: options.handIgnoring,
        opening: opening)
      if let touch { closest.count(touch) }
      return touch == nil
    }
    let atHome = reach.robot.gripper.homeOpening
    if options.checksHome, !isFree(reach.robot.home, opening: atHome) { return nil }

    // reach: every frame, and where the hand comes from
    var margin = 1.0
    var postures: [[Double]] = []
    var drawnBack: [(positions: [Double], frame: Int)] = []
    for (index, frame) in frames.enumerated() {
      let local = candidate.mount.inverse * frame.pose
      let follows = frame.follows && index > 0
      let posture =
        follows
        ? reach.moved(postures[index - 1], to: local, mayTurn: frame.mayTurn)
        : reach.posture(for: local, mayTurn: frame.mayTurn)
      guard reach.isReached(posture) else {
        closest.miss(frame: index, posture)
        return nil
      }
      margin = min(margin, posture.limitMargin)
      postures.append(posture.positions)
      guard options.retreat > 0, !follows else { continue }
      let back = reach.drawnBack(posture, local, by: options.retreat)
      guard reach.isReached(back) else {
        closest.miss(frame: index, back)
        return nil
      }
      margin = min(margin, back.limitMargin)
      drawnBack.append((back.positions, index))
      // and on the way in
      let halfway = reach.drawnBack(posture, local, by: options.retreat / 2)
      drawnBack.append((halfway.positions, index))
    }

    for (positions, index) in Array(zip(postures, frames.indices)) + drawnBack {
      guard isFree(positions, ignoring: frames[index].ignoring) else { return nil }
    }
    return BaseStance(
      poseWorldBase: candidate.poseWorldBase, lift: candidate.lift,
      poseWorldMount: candidate.mount, score: margin - 0.5 * candidate.effort,
      postures: postures)
  }
}
