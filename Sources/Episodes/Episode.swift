import Geometry

/// A successful attempt, recorded: T control steps, and the state before each and after the last.
///
/// All arrays are flat and row-major. World frame, metres, radians, seconds; quaternions (w, x, y, z).
public struct Episode: Sendable, Hashable {
  /// Numbers per body in `states`: position 3, quaternion 4, linear and angular velocity 3 each.
  public static let stateWidth = 13
  /// Numbers per action of an arm: position delta 3, rotation delta 3, gripper.
  public static let armActionWidth = 7
  /// Numbers per action of a base: forward, left, turn.
  public static let baseActionWidth = 3

  public var recipe: EpisodeRecipe
  /// Names of the simulated bodies: `hand` (its frame is the end effector's), `finger_left`,
  /// `finger_right`, then the objects in the task's order.
  public var bodies: [String]
  /// The centre of mass of each body in its own frame, metres; `states` hold centres of mass.
  public var massCenters: [Vector3]
  /// Numbers per action: 7, or 10 for a robot on a driven base.
  public var actionWidth: Int
  /// Normalized actions, (T, 7) or (T, 10), within [-1, 1]; gripper -1 open, +1 closed.
  public var actions: [Double]
  /// (T + 1, 13 x bodies): before each step, and after the last.
  public var states: [Double]
  /// The absolute end-effector targets that the actions asked for, (T, 7): position, quaternion.
  public var targetPoses: [Double]
  /// Joint positions of the arm by inverse kinematics, (T + 1, joints).
  public var jointPositions: [Double]
  public var jointCount: Int
  /// Opening of the left and the right finger, (T + 1, 2): left positive, right negative, metres.
  public var gripperPositions: [Double]
  /// Subtask termination signals: names, and (T) values each.
  public var signalNames: [String]
  public var signals: [[Bool]]
  /// The subtask that each step belongs to, (T).
  public var subtasks: [Int]
  /// Whether the success predicate held after each step, (T).
  public var goalReached: [Bool]

  public init(
    recipe: EpisodeRecipe, bodies: [String], massCenters: [Vector3]? = nil, jointCount: Int,
    signalNames: [String], actionWidth: Int = Episode.armActionWidth
  ) {
    self.actionWidth = actionWidth
    self.recipe = recipe
    self.bodies = bodies
    self.massCenters = massCenters ?? bodies.map { _ in .zero }
    self.jointCount = jointCount
    self.signalNames = signalNames
    actions = []
    states = []
    targetPoses = []
    jointPositions = []
    gripperPositions = []
    signals = signalNames.map { _ in [] }
    subtasks = []
    goalReached = []
  }

  /// T, the number of control steps.
  public var steps: Int { actions.count / actionWidth }

  /// Numbers per row of `states`.
  public var stateRowWidth: Int { bodies.count * Self.stateWidth }

  /// The names of the objects: all bodies but hand and fingers.
  public var objects: [String] { Array(bodies.dropFirst(3)) }

  /// The action of a step.
  public func action(atStep step: Int) -> [Double] {
    Array(actions[(actionWidth * step)..<(actionWidth * (step + 1))])
  }

  /// The pose of a body before step `step`; `step == steps` is after the last.
  public func pose(ofBody body: Int, atStep step: Int) -> Pose {
    let o = step * stateRowWidth + body * Self.stateWidth
    let orientation = Quaternion(
      w: states[o + 3], x: states[o + 4], y: states[o + 5], z: states[o + 6])
    let position = Vector3(states[o], states[o + 1], states[o + 2])
    let center = massCenters[body]
    return Pose(center == .zero ? position : position - orientation.rotate(center), orientation)
  }

  /// The end-effector pose before step `step`.
  public func eefPose(atStep step: Int) -> Pose { pose(ofBody: 0, atStep: step) }

  /// The end-effector target of a step.
  public func targetPose(atStep step: Int) -> Pose {
    let o = step * 7
    let t = targetPoses
    return Pose(
      Vector3(t[o], t[o + 1], t[o + 2]),
      Quaternion(w: t[o + 3], x: t[o + 4], y: t[o + 5], z: t[o + 6]))
  }

  /// A hash over all states and actions.
  public var stateHash: StateHash {
    var hash = StateHash(states)
    for number in actions { hash.combine(number) }
    return hash
  }
}
