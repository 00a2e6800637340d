import Episodes
import Geometry
import Physics
import Robots
import Scenes
import Tasks

/// A drawn scene in which a policy acts step by step, judged by the goal that attempts are judged by.
///
/// The arm and the base may touch things: a policy is not given up for it, as an attempt would be.
public final class PolicyRollout {
  /// What came of a step, or of the reset.
  public struct Moment: Sendable, Hashable, Codable {
    /// Control steps so far.
    public var steps: Int
    /// Whether the goal holds now.
    public var goalReached: Bool
    /// Whether the goal held at any step so far: success as MimicGen and robomimic count it.
    public var anyFrameSuccess: Bool
    /// Whether the goal held for the task's dwell, everything at rest and let go.
    public var success: Bool
    /// Whether a number of the last action was beyond [-1, 1], and clipped.
    public var clipped = false
    /// Why it cannot go on, or nil.
    public var broken: String?
  }

  public let task: TaskDescription
  /// The last two states, as an episode of one step, from which observations are made.
  public private(set) var recent: Episode
  public private(set) var moment: Moment
  /// Numbers per action: 7, or 10 for a robot on a driven base.
  public let actionWidth: Int
  private var world: RolloutWorld?
  private var judge: Judge

  /// A world at reset; the stream draws the arm's noise at its home posture.
  ///
  /// With a motion's own stream, `AttemptRunner.stream(seed:scene:motion:)`, everything is where that
  /// motion's attempt begins, unless it branches off another or draws physics of its own.
  public init(_ drawn: DrawnScene, robot: RobotModel, stream: RandomStream) {
    task = drawn.task
    let made = PhysicsLock.shared.withLock { _ in
      Self.world(drawn, robot: robot, stream: stream)
    }
    let (world, judge, recent) = made
    self.world = world
    self.judge = judge
    self.recent = recent
    actionWidth = world.actionWidth
    moment = Moment(steps: 0, goalReached: false, anyFrameSuccess: false, success: false)
  }

  deinit { PhysicsLock.shared.withLock { _ in world = nil } }

  private static func world(
    _ drawn: DrawnScene, robot: RobotModel, stream: RandomStream
  ) -> (RolloutWorld, Judge, Episode) {
    let task = drawn.task
    let opening = robot.gripper.homeOpening
    let world = RolloutWorld(
      scene: drawn.scene, robot: robot, controlFrequency: task.controlFrequency,
      start: .init(
        jointPositions: HomePosture.draw(robot, stream: stream),
        openings: (opening, opening)), states: StateMachines(task.objects))
    var recent = Episode(
      recipe: EpisodeRecipe(
        task: task.name, taskVersion: task.version, robot: robot.name, distribution: "",
        demonstrations: [], seed: 0, scene: 0, motion: 0, options: MotionOptions(),
        language: task.language, controlFrequency: task.controlFrequency, placements: [],
        sources: []),
      bodies: world.bodyNames, massCenters: world.world.massCenters,
      jointCount: world.jointPositions.count, signalNames: [], actionWidth: world.actionWidth)
    recent.actions = [Double](repeating: 0, count: world.actionWidth)
    // nothing moved before the reset: both rows are the same
    for _ in 0..<2 { Self.append(world, to: &recent) }
    return (world, Judge(task: task, bodies: drawn.scene.objects.map(\.body)), recent)
  }

  private static func append(_ world: RolloutWorld, to episode: inout Episode) {
    world.world.appendState(to: &episode.states)
    episode.jointPositions += world.jointPositions
    let openings = world.openings
    episode.gripperPositions += [openings.left, -openings.right]
  }

  /// Executes one action, `actionWidth` numbers, which are clipped to [-1, 1] as robosuite clips them.
  ///
  /// Does nothing once the world is broken. The numbers must be finite.
  public func step(_ action: [Double]) -> Moment {
    guard moment.broken == nil, let world else { return moment }
    precondition(action.count == actionWidth && action.allSatisfy(\.isFinite))
    let clipped = action.map { min(1, max(-1, $0)) }
    moment.clipped = clipped != action
    PhysicsLock.shared.withLock { _ in act(RobotAction(clipped), in: world) }
    return moment
  }

  private func act(_ action: RobotAction, in world: RolloutWorld) {
    world.perform(action)
    moment.steps += 1
    guard world.isSane else {
      moment.broken = "a body left the scene or is not finite"
      return
    }
    recent.actions = action.numbers
    recent.states.removeFirst(recent.stateRowWidth)
    recent.jointPositions.removeFirst(recent.jointCount)
    recent.gripperPositions.removeFirst(2)
    Self.append(world, to: &recent)

    judge.note(
      world.observe(), subtask: task.subtasks.count - 1, gripperClosed: action.gripper > 0,
      reachError: world.reachError)
    moment.goalReached = judge.goalReached
    moment.anyFrameSuccess = judge.anyFrameSuccess
    if judge.hasDwelt { moment.success = true }
  }
}
