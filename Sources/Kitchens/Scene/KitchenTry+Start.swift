import Geometry
import Robots

extension KitchenTry {
  /// How far from its goal a base at least begins, metres; and how many fixtures are tried for that.
  private static let nearest = 0.8
  private static let startsTried = 6

  /// Before another fixture, where the base stands free and from where it can drive to its goal.
  ///
  /// - Throws: `BaseFailure` for the fixture that was tried last.
  func elsewhere(
    than fixture: String, _ goal: BaseStance, _ surroundings: Surroundings
  ) throws(BaseFailure) -> Pose {
    // the arm's mount stays as high as it must be at the goal
    var robot = draw.robot
    robot.base?.lift = goal.lift...goal.lift
    let placement = try BasePlacement(robot: robot)
    var random = stream.stream("start")
    var candidates = room.layout.fixtures.filter {
      $0.name != fixture && ["base", "tall"].contains($0.row)
    }

    let home = FloorPlanner.arm(of: robot, posture: robot.home, lift: goal.lift)
    let planner = FloorPlanner(
      base: placement.base, among: surroundings, floorLow: room.layout.floorLow,
      floorHigh: room.layout.floorHigh, lift: goal.lift, load: home)
    var failure = BaseFailure.noStandingRoom(blockedBy: [])
    for tried in 0..<Self.startsTried where !candidates.isEmpty {
      let other = candidates.remove(at: random.integer(in: 0...(candidates.count - 1)))
      guard let line = StandingLine(other.name, in: room.layout) else { continue }
      do throws(BaseFailure) {
        let stance = try placement.draw(
          before: line, frames: [], among: surroundings, floorLow: room.layout.floorLow,
          floorHigh: room.layout.floorHigh, stream: stream.stream("start", tried))
        let start = stance.poseWorldBase
        let way = start.position - goal.poseWorldBase.position
        guard way.length >= Self.nearest,
          (try? planner.plan(from: start, to: goal.poseWorldBase)) != nil
        else { continue }
        return start
      } catch { failure = error }
    }
    throw failure
  }
}
