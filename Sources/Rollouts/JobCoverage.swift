import Demonstrations
import Episodes
import Geometry
import Multiplication
import Physics
import Robots
import Scenes
import Tasks

/// How much of the reset space a job has covered with successes.
public enum JobCoverage {
  /// What a job has covered: cells of reset ranges on a table; layouts, styles and categories in kitchens.
  ///
  /// `first` is the job's first demonstration.
  public static func measure(
    task: TaskDescription, robot: RobotModel, distribution: ResetDistribution, seed: UInt64,
    settings: AttemptSettings, first: Demonstration?, outcomes: [(scene: Int, succeeded: Bool)]
  ) -> ResetCoverage {
    let kitchens = KitchenScenes(
      task: task, robot: robot, distribution: distribution, seed: seed,
      options: settings.kitchen ?? KitchenOptions())
    if let kitchens { return kitchens.coverage(outcomes: outcomes) }
    return measure(
      Scenery(task: task, first: first), distribution: distribution, seed: seed,
      stratify: settings.stratify, robot: robot, outcomes: outcomes)
  }

  /// Counts cells over scenes of a job on a table; `outcomes` says of each whether any motion in it succeeded.
  ///
  /// A cell is in reach when the hand, pointing down, reaches its middle 5 cm above the table.
  public static func measure(
    _ scenery: Scenery, distribution: ResetDistribution, seed: UInt64, stratify: Bool,
    robot: RobotModel, outcomes: [(scene: Int, succeeded: Bool)]
  ) -> ResetCoverage {
    let attempts = outcomes.compactMap { outcome -> ResetCoverage.Attempt? in
      let scene = try? scenery.scene(
        outcome.scene, of: distribution, seed: seed, stratify: stratify)
      guard let scene else { return nil }
      return ResetCoverage.Attempt(
        poses: distribution.poses(
          of: { name in scene.objects.first { $0.name == name }?.poseWorldObject },
          on: scenery.tableTop), succeeded: outcome.succeeded)
    }
    let reach = Reach(robot, scenery: scenery)
    let table = scenery.tableTop.center
    return ResetCoverage(distribution, attempts: attempts) { object, x, y in
      let placement = distribution.placements.first { $0.object == object }
      // cells of what stands on or in another object are where that object is
      if placement?.relativeTo != nil { return true }
      return reach.reaches(table + Vector3(x, y, 0.05))
    }
  }

  /// Asks inverse kinematics where the hand can be, pointing down.
  private struct Reach {
    let inverse: InverseKinematics
    let home: [Double]

    init(_ robot: RobotModel, scenery: Scenery) {
      inverse = InverseKinematics(
        Kinematics(robot, poseWorldBase: scenery.poseWorldRobotBase))
      home = robot.home
    }

    func reaches(_ point: Vector3) -> Bool {
      let start = inverse.kinematics.eefPose(home)
      let goal = Pose(point, start.orientation)
      var joints = home
      var solution = inverse.solve(start, from: joints)
      for step in 1...10 {
        solution = inverse.solve(
          start.interpolated(to: goal, fraction: Double(step) / 10), from: joints)
        joints = solution.positions
      }
      return solution.positionError < 0.01 && solution.rotationError < 0.2
    }
  }
}

extension AttemptRunner {
  /// What its job has covered when its scenes went so.
  public func coverage(outcomes: [(scene: Int, succeeded: Bool)]) -> ResetCoverage {
    JobCoverage.measure(
      task: task, robot: robot, distribution: distribution, seed: seed, settings: settings,
      first: firstDemonstration, outcomes: outcomes)
  }
}
