import Geometry
import Scenes

/// All that a draw must keep clear of: fixtures, parts, objects; in an order that stays.
public struct Surroundings: Sendable, Hashable {
  public private(set) var compounds: [PlacedCompound]

  public init(_ compounds: [PlacedCompound] = []) { self.compounds = compounds }

  /// The bodies of fixtures that never move.
  public init(fixtures: [SceneFixture]) {
    self.init(
      fixtures.map { PlacedCompound(name: $0.name, body: $0.body, at: $0.poseWorldFixture) })
  }

  /// Takes in one more.
  public mutating func add(_ compound: PlacedCompound) {
    if !compound.primitives.isEmpty { compounds.append(compound) }
  }

  /// Takes in a fixture or an object, a part at a time: the root by its name, others as `NAME/PART`.
  public mutating func add(
    _ model: ModelInstance, name: String, at pose: Pose, positions: [PartPosition] = []
  ) {
    for compound in model.placed(name: name, at: pose, positions: positions) { add(compound) }
  }

  /// The name of the first that a body overlaps or comes nearer than `margin` metres to.
  ///
  /// Only primitives count that reach higher than `above` in the world.
  public func firstMeeting(
    _ body: PlacedCompound, margin: Double = 0, above: Double = -.infinity,
    ignoring: [String] = []
  ) -> String? {
    compounds.first { other in
      Bounds.meet(body.low, body.high, other.low, other.high, margin: margin)
        && !ignoring.contains(other.name) && body.meets(other, margin: margin, above: above)
    }?.name
  }

  /// Only those that come as near as `margin` to a box along the world's axes.
  public func near(low: Vector3, high: Vector3, margin: Double = 0) -> Surroundings {
    Surroundings(
      compounds.filter { Bounds.meet($0.low, $0.high, low, high, margin: margin) })
  }

  /// Only those of the given names.
  public func only(_ names: [String]) -> Surroundings {
    Surroundings(compounds.filter { names.contains($0.name) })
  }

  /// All but those of the given names.
  public func without(_ names: [String]) -> Surroundings {
    Surroundings(compounds.filter { !names.contains($0.name) })
  }
}
