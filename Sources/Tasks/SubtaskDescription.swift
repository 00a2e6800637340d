import Episodes
import Geometry

/// A stretch of a demonstration done relative to one object, with MimicGen's parameters.
public struct SubtaskDescription: Sendable, Hashable {
  /// What jobs and reports call it.
  public var name: String
  /// Index of the object that the motion is relative to; nil where it is done as recorded.
  public var objectRef: Int?
  /// The demonstration's signal that ends it; nil for the last subtask only.
  public var termSignal: String?
  /// What the signal means in simulation; nil where there is no signal.
  public var termPredicate: Predicate?
  /// Inclusive range of control steps by which the boundary is moved, drawn per attempt.
  public var termOffsetRange: ClosedRange<Int>
  /// Inclusive range of control steps by which its start lies after the end of the one before, or
  /// after frame 0 for the first; drawn per attempt.
  public var startOffsetRange = 0...0
  /// How its source segment is chosen.
  public var selectionStrategy: SelectionStrategy
  /// How many nearest neighbours are drawn from.
  public var nnK: Int
  /// Indices of the objects whose poses, seen from the reference object, are compared with
  /// demonstrations where they are chosen by arrangement.
  public var nnObjects: [Int] = []
  /// Weight of the position distance (per metre) in the nearest-neighbour metric.
  public var posWeight: Double
  /// Weight of the rotation angle (per radian) in the nearest-neighbour metric.
  public var rotWeight: Double
  /// Standard deviation of the noise on the six normalized pose actions.
  public var actionNoise: Double
  /// Intermediate points of its bridge, at least.
  public var numInterpolationSteps: Int
  /// Steps held at its first waypoint.
  public var numFixedSteps: Int
  /// Whether its bridge is noisy too.
  public var applyNoiseDuringInterpolation: Bool
  /// Index of the object that the reference frame faces; nil for the reference object's own frame.
  public var objectRefFacing: Int?
  /// What a scripted operator does; empty where there is none.
  public var operatorSteps: [OperatorStep] = []
  /// Quiet steps held at the target of each change of the gripper, before the change.
  public var numSettleStepsBeforeGripper = 0
  /// Top speed of its bridge, m/s; nil for none.
  public var maxBridgeSpeed: Double?
  /// Top turning speed of its bridge, rad/s; nil for none.
  public var maxBridgeRotationSpeed: Double?
  /// How its bridge goes over time.
  public var bridgeProfile = BridgeProfile.linear
  /// Whether a bridge that would touch something takes a detour.
  public var avoidCollisions = false
  /// How far a detour first draws back along the tool's axis, metres.
  public var retreatDistance = 0.03
  /// How far above both its ends a detour travels, metres.
  public var liftHeight = 0.1
  /// How far before the segment, along the tool's axis, a detour comes down, metres.
  public var approachDistance = 0.03

  /// Index of the base that it drives, which demonstrations track; nil where the arm alone moves.
  public var drivenBase: Int?

  /// The frame that the motion is relative to, from the poses of the task's objects; nil for none.
  public func referenceFrame(_ pose: (Int) -> Pose) -> Pose? {
    guard let objectRef else { return nil }
    guard let objectRefFacing else { return pose(objectRef) }
    return pose(objectRef).facing(pose(objectRefFacing).position)
  }
}
