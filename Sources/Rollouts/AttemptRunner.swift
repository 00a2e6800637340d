import Demonstrations
import Episodes
import Geometry
import Multiplication
import Physics
import Robots
import Scenes
import Tasks

/// Runs the attempts of one job: draws the scene, plans, simulates, judges, records.
///
/// One a process at a time does physics. An attempt is a function of (task, robot, demonstrations,
/// distribution, seed, options, scene, motion) and of nothing else.
public final class AttemptRunner {
  public let task: TaskDescription
  let robot: RobotModel
  let demonstrationIDs: [String]
  public let distribution: ResetDistribution
  let seed: UInt64
  let options: MotionOptions
  let segmented: [SegmentedDemonstration]
  let parameters: MotionParameters
  /// The models of the task's objects, in its order: the first demonstration's, or the task's.
  public let bodies: [RigidBodyModel]
  public let tableTop: TableTop
  public let poseWorldRobotBase: Pose
  /// What the arm touches in the demonstrations too.
  private let allowedTouches: Set<ArmGeometry.Touch>
  /// Whether CPU seconds inside ODE are measured, at some cost; they end up in the metrics.
  public var measuresSolver = false

  /// Checks that everything fits together.
  ///
  /// At least one demonstration is needed; the first one's object shapes, table and robot base win over
  /// the task's. `demonstrationIDs` are content hashes, one a demonstration.
  ///
  /// - Throws: `AttemptSetupError` naming the request's field.
  public init(
    task: TaskDescription, robot: RobotModel, demonstrations: [Demonstration],
    demonstrationIDs: [String], distribution: String, seed: UInt64, options: MotionOptions
  ) throws(AttemptSetupError) {
    guard !demonstrations.isEmpty, demonstrations.count == demonstrationIDs.count else {
      throw AttemptSetupError(field: "demonstrations", reason: "at least one is needed")
    }
    guard let found = task.distribution(distribution) else {
      let known = task.distributions.map(\.name).joined(separator: ", ")
      throw AttemptSetupError(
        field: "scenes.distribution", reason: "must be one of \(known), is \(distribution)")
    }
    if let problem = MotionParameters.problem(task: task, options: options) {
      throw AttemptSetupError(field: "motions.\(problem.name)", reason: problem.reason)
    }
    // a job's own jitter must leave every subtask something, too
    var widened = task
    let parameters = MotionParameters(task: task, options: options)
    widened.subtasks = parameters.subtasks
    var segmented: [SegmentedDemonstration] = []
    for (index, demonstration) in demonstrations.enumerated() {
      do {
        segmented.append(try SegmentedDemonstration(demonstration, task: widened))
      } catch {
        throw AttemptSetupError(field: "demonstrations[\(index)]", reason: "\(error)")
      }
    }
    self.task = task
    self.robot = robot
    self.demonstrationIDs = demonstrationIDs
    self.distribution = found
    self.seed = seed
    self.options = options
    self.segmented = segmented
    self.parameters = parameters
    bodies = task.objects.map { demonstrations[0].object($0.name)?.body ?? $0.body }
    tableTop = demonstrations[0].tableTop ?? task.tableTop
    poseWorldRobotBase = demonstrations[0].poseWorldRobotBase ?? task.poseWorldRobotBase
    let bodies = bodies
    allowedTouches = PhysicsLock.shared.withLock { _ in
      demonstrations.reduce(into: []) {
        $0.formUnion(DemonstratedTouches.of($1, task: task, robot: robot, bodies: bodies))
      }
    }
  }

  /// The scene of an index, as every motion in it starts from.
  ///
  /// - Throws: `InfeasibleScene` when the objects find no room.
  public func scene(_ index: Int) throws(InfeasibleScene) -> Scene {
    try task.scene(
      index, of: distribution, seed: seed, bodies: bodies, tableTop: tableTop,
      poseWorldRobotBase: poseWorldRobotBase)
  }

  /// Runs one attempt; the episode is there when it succeeded.
  public func run(scene: Int, motion: Int) -> (outcome: AttemptOutcome, episode: Episode?) {
    PhysicsLock.shared.withLock { _ in
      let start = CPUClock.seconds()
      var (outcome, episode) = attempt(scene: scene, motion: motion)
      outcome.cpuSeconds = CPUClock.seconds() - start
      return (outcome, episode)
    }
  }

  private func attempt(scene index: Int, motion: Int) -> (AttemptOutcome, Episode?) {
    let drawn: Scene
    do { drawn = try scene(index) } catch {
      let outcome = AttemptOutcome(
        scene: index, motion: motion, failure: .infeasibleScene, subtask: 0, demonstration: 0,
        steps: 0, anyFrameSuccess: false, cpuSeconds: 0,
        detail: "no room for \(error.object) after \(error.tries) tries")
      return (outcome, nil)
    }
    var rollout = rollout(scene: index, motion: motion, drawn: drawn)
    rollout.world.world.measuresSolver = measuresSolver
    return rollout.run()
  }

  /// Builds an attempt's world and throws it away: what a reset costs.
  ///
  /// - Throws: `InfeasibleScene` when the objects find no room.
  public func reset(scene index: Int, motion: Int) throws(InfeasibleScene) {
    let drawn = try scene(index)
    PhysicsLock.shared.withLock { _ in
      _ = rollout(scene: index, motion: motion, drawn: drawn)
    }
  }

  private func rollout(scene index: Int, motion: Int, drawn: Scene) -> Rollout {
    let stream = RandomStream(seed: seed).stream("scene", index).stream("motion", motion)
    return Rollout(
      task: task, robot: robot, scene: drawn, bodies: bodies,
      planner: MotionPlanner(
        parameters: parameters, demonstrations: segmented, stream: stream),
      recipe: recipe(scene: index, motion: motion, drawn: drawn), stream: stream,
      allowedTouches: allowedTouches)
  }

  private func recipe(scene: Int, motion: Int, drawn: Scene) -> EpisodeRecipe {
    EpisodeRecipe(
      task: task.name, taskVersion: "\(task.version)-\(robot.version)", robot: robot.name,
      distribution: distribution.name, demonstrations: demonstrationIDs, seed: seed,
      scene: scene, motion: motion, options: options, language: task.language,
      controlFrequency: task.controlFrequency,
      placements: drawn.objects.map { .init(object: $0.name, pose: $0.poseWorldObject) },
      sources: [])
  }
}
