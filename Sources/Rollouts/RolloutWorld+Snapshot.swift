import Geometry
import Physics
import Tasks

extension RolloutWorld {
  /// All that changes while a world is stepped, after a control step.
  public struct Snapshot: Sendable {
    var states: [Double]
    var jointPositions: [Double]
    var deepestContact: Double
    var deepestPair: (Int, Int)
    var peakContactForce: Double
    var fastestObject: Double
    var reachError: (position: Double, rotation: Double)
    var steps: (all: Int, fallbacks: Int)
    var machines: StateMachines
    var base: Pose?
    var mount: Pose
  }

  /// The world as it is between two control steps.
  public var snapshot: Snapshot {
    var states: [Double] = []
    world.appendState(to: &states)
    return Snapshot(
      states: states, jointPositions: jointPositions, deepestContact: deepestContact,
      deepestPair: deepestPair, peakContactForce: world.peakContactForce,
      fastestObject: fastestObject, reachError: reachError, steps: world.stepCounts,
      machines: machines, base: basePose, mount: poseWorldMount)
  }

  /// Puts the world back to where it was; what follows is what would have followed then.
  func restore(_ snapshot: Snapshot) {
    world.restore(snapshot.states)
    for frame in frames { frame.follow(in: world) }
    machines = snapshot.machines
    if let base = snapshot.base { place(base: base, mount: snapshot.mount) }
    world.stepCounts = snapshot.steps
    jointPositions = snapshot.jointPositions
    deepestContact = snapshot.deepestContact
    deepestPair = snapshot.deepestPair
    world.peakContactForce = snapshot.peakContactForce
    fastestObject = snapshot.fastestObject
    reachError = snapshot.reachError
  }

  /// Asks the hand to stay where it is for some seconds, and says whether a condition holds at the end.
  func keepsStill(
    for seconds: Double, controlFrequency: Double, gripper: Double,
    _ condition: (ObservedState) -> Bool
  ) -> Bool {
    // a zero action asks for the pose that the hand has
    let steps = Int((seconds * controlFrequency).rounded())
    for _ in 0..<steps where isSane {
      perform(position: .zero, rotation: .zero, gripper: gripper)
    }
    return isSane && condition(observe())
  }
}
