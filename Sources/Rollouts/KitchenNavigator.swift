import Geometry
import Kitchens
import Multiplication
import Robots
import Tasks

/// Finds ways of the base over a kitchen's floor, among its fixtures and objects as they are now.
struct KitchenNavigator: FloorNavigator {
  let world: RolloutWorld
  let state: ObservedState

  /// Shares of the base's top speeds that are planned with, so that it can catch up; and the seconds
  /// that it takes to come to speed.
  private static let speed = 0.8
  private static let ramp = 0.4

  var basePose: Pose { world.basePose ?? .identity }

  /// As at home, in front of the base.
  var poseBaseHand: Pose {
    basePose.inverse * world.inverse.kinematics.eefPose(world.robot.home)
  }

  func way(to goal: Pose) throws(NoWay) -> [Pose] {
    guard let base = world.robot.base, let floor = world.floor else {
      throw NoWay(reason: "there is no base to drive, or no floor to drive on")
    }
    let planner = FloorPlanner(
      base: base, among: surroundings, floorLow: floor.low, floorHigh: floor.high, lift: lift,
      load: load)
    let path: FloorPath
    do throws(FloorPathFailure) { path = try planner.plan(from: basePose, to: goal) } catch {
      throw NoWay(reason: "no way over the floor: \(error)")
    }
    let timeStep = Double(world.substeps) * world.world.parameters.timeStep
    return path.gentlePoses(
      speed: Self.speed * base.maxSpeed, turnRate: Self.speed * base.maxTurnRate, ramp: Self.ramp,
      timeStep: timeStep
    ).map(\.pose)
  }

  /// Height of the arm's mount, metres.
  private var lift: Double { world.poseWorldMount.position.z }

  /// What the hand holds.
  private var held: [Int] { state.objects.indices.filter { state.grasped($0) } }

  /// All that stands about but what is carried.
  private var surroundings: Surroundings {
    var all = Surroundings(fixtures: world.fixtures)
    for (index, model) in world.objectModels.enumerated() where !held.contains(index) {
      all.add(
        PlacedCompound(
          name: world.bodyNames[RolloutWorld.gripperBodies + index], body: model,
          at: state.objects[index].pose))
    }
    return all
  }

  /// The arm as it is carried, and what the hand holds, in the base's frame.
  private var load: [CollisionGeom] {
    let arm = FloorPlanner.arm(of: world.robot, posture: world.robot.home, lift: lift)
    let things = held.flatMap { index in
      let pose = poseBaseHand * state.eefPose.inverse * state.objects[index].pose
      return world.objectModels[index].geoms.map {
        CollisionGeom($0.shape, poseBodyGeom: pose * $0.poseBodyGeom)
      }
    }
    return arm + things
  }
}
