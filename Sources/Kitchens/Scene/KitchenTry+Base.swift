import Geometry
import Robots

extension KitchenTry {
  /// Where the base begins, where it is to be, and where it drives later; and the lift of the arm.
  struct Stance {
    var start: Pose
    var goal: Pose
    var stops: [Pose]
    var lift: Double
    var base: MobileBaseModel
  }

  /// How far from its goal a base at least begins, metres; and how many fixtures are tried for that.
  private static let nearest = 0.8
  private static let startsTried = 6
  /// Heights of the arm's mount that are tried where the best one for the first place does not do for
  /// the others, metres.
  private static let lifts = [0.7, 0.85, 0.6, 1.0, 0.5]

  /// Places for the base: for what is done first, and for what comes later at the same height.
  func stand(
    _ roles: [BoundFixture], _ final: KitchenAssembly, _ surroundings: Surroundings
  ) throws(KitchenRejection) -> Stance {
    guard var placement = draw.basePlacement else {
      throw rejection(.noBase(robot: draw.robot.name))
    }
    // what is to be held may be touched, where it is and where it goes
    placement.options.handIgnoring =
      description.objects.map(\.name)
      + description.frames.compactMap { if case .spot = $0.kind { $0.name } else { nil } }
    let surveyor = Surveyor(
      attempt: self, roles: roles, objects: final, surroundings: surroundings, placement: placement)
    let choices: [Double?] = [nil] + (description.stops.isEmpty ? [] : Self.lifts.map { $0 })
    var failure = BaseFailure.noStandingRoom(blockedBy: [])
    for lift in choices {
      do throws(BaseFailure) {
        let first = try surveyor.stance(description.base, "", lift: lift)
        var stops: [Pose] = []
        for stop in description.stops {
          stops.append(
            try surveyor.stance(stop.role, stop.name, lift: first.lift).poseWorldBase)
        }
        try surveyor.checkWays([first.poseWorldBase] + stops, lift: first.lift)
        let start =
          description.base.startsElsewhere
          ? try elsewhere(first, surveyor) : first.poseWorldBase
        return Stance(
          start: start, goal: first.poseWorldBase, stops: stops, lift: first.lift,
          base: placement.base)
      } catch { failure = error }
    }
    throw rejection(failure)
  }

  private func rejection(_ failure: BaseFailure) -> KitchenRejection {
    KitchenRejection(
      kind: failure.word, subject: "base", detail: failure.description, blockers: failure.blockers)
  }

  /// Before another fixture, where the base stands free and from where it can drive to its goal.
  private func elsewhere(
    _ goal: BaseStance, _ surveyor: Surveyor
  ) throws(BaseFailure) -> Pose {
    var random = stream.stream("start")
    let fixture = surveyor.fixture(description.base.before)
    var candidates = room.layout.fixtures.filter {
      $0.name != fixture && ["base", "tall"].contains($0.row)
    }
    var failure = BaseFailure.noStandingRoom(blockedBy: [])
    for tried in 0..<Self.startsTried where !candidates.isEmpty {
      let other = candidates.remove(at: random.integer(in: 0...(candidates.count - 1)))
      guard let line = StandingLine(other.name, in: room.layout) else { continue }
      do throws(BaseFailure) {
        let start = try surveyor.stance(
          before: line, frames: [], lift: goal.lift, stream: stream.stream("start", tried)
        ).poseWorldBase
        guard (start.position - goal.poseWorldBase.position).length >= Self.nearest else {
          continue
        }
        try surveyor.checkWays([start, goal.poseWorldBase], lift: goal.lift)
        return start
      } catch { failure = error }
    }
    throw failure
  }

  /// Looks for places of the base in one try at a scene.
  private struct Surveyor {
    let attempt: KitchenTry
    let roles: [BoundFixture]
    let objects: KitchenAssembly
    let surroundings: Surroundings
    let placement: BasePlacement

    /// The fixture that plays a role.
    func fixture(_ role: String) -> String? {
      attempt.description.fixtures.firstIndex { $0.name == role }.map { roles[$0].name }
    }

    /// A place for a role of the base; `name` tells it from others.
    func stance(
      _ role: BaseRole, _ name: String, lift: Double?
    ) throws(BaseFailure) -> BaseStance {
      let frames = role.reach.compactMap { reach in
        objects.objects.first { $0.name == reach.object }.map {
          HandFrame(
            name: reach.object, pose: $0.poseWorldObject * reach.pose, mayTurn: reach.mayTurn,
            follows: reach.follows, ignoring: reach.ignoring)
        }
      }
      guard let fixture = fixture(role.before),
        let line = StandingLine(fixture, in: attempt.room.layout)
      else { throw .noStandingRoom(blockedBy: [role.before]) }
      return try stance(
        before: line, frames: frames, lift: lift,
        stream: name.isEmpty ? attempt.stream : attempt.stream.stream(name))
    }

    func stance(
      before line: StandingLine, frames: [HandFrame], lift: Double?, stream: RandomStream
    ) throws(BaseFailure) -> BaseStance {
      var placement = placement
      if let lift { placement.base.lift = lift...lift }
      return try placement.draw(
        before: line, frames: frames, among: surroundings, floorLow: attempt.room.layout.floorLow,
        floorHigh: attempt.room.layout.floorHigh, stream: stream)
    }

    /// Checks that the base gets from each place to the next with its arm as at home.
    func checkWays(_ places: [Pose], lift: Double) throws(BaseFailure) {
      guard places.count > 1 else { return }
      let robot = attempt.draw.robot
      let planner = FloorPlanner(
        base: placement.base, among: surroundings, floorLow: attempt.room.layout.floorLow,
        floorHigh: attempt.room.layout.floorHigh, lift: lift,
        load: FloorPlanner.arm(of: robot, posture: robot.home, lift: lift))
      for (from, to) in zip(places, places.dropFirst()) {
        do throws(FloorPathFailure) { _ = try planner.plan(from: from, to: to) } catch {
          switch error {
          case .startBlocked(let name), .goalBlocked(let name):
            throw BaseFailure.noStandingRoom(blockedBy: [name])
          case .noPath: throw BaseFailure.noStandingRoom(blockedBy: [])
          }
        }
      }
    }
  }
}
