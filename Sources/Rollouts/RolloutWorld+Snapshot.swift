import Physics

extension RolloutWorld {
  /// All that changes while a world is stepped, after a control step.
  public struct Snapshot: Sendable {
    var states: [Double]
    var jointPositions: [Double]
    var deepestContact: Double
    var deepestPair: (Int, Int)
    var fastestObject: Double
    var reachError: (position: Double, rotation: Double)
    var steps: (all: Int, fallbacks: Int)
  }

  /// The world as it is between two control steps.
  public var snapshot: Snapshot {
    var states: [Double] = []
    world.appendState(to: &states)
    return Snapshot(
      states: states, jointPositions: jointPositions, deepestContact: deepestContact,
      deepestPair: deepestPair, fastestObject: fastestObject, reachError: reachError,
      steps: world.stepCounts)
  }

  /// Puts the world back to where it was; what follows is what would have followed then.
  func restore(_ snapshot: Snapshot) {
    world.restore(snapshot.states)
    world.stepCounts = snapshot.steps
    jointPositions = snapshot.jointPositions
    deepestContact = snapshot.deepestContact
    deepestPair = snapshot.deepestPair
    fastestObject = snapshot.fastestObject
    reachError = snapshot.reachError
  }
}
