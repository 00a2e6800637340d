/// Why a plan is no kitchen that a robot can work in.
public enum LayoutProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// Two fixtures' boxes overlap.
  case overlap(String, String)
  /// A door, flap or drawer cannot open, because of a fixture or wall.
  case blockedDoor(String, by: String)
  /// Less than 0.9 m of free floor between a fixture's front and what stands before it.
  case narrowAisle(String, before: String)
  /// A class of fixtures that every kitchen has is missing.
  case missingFixture(String)
  /// No room for a robot's base before a fixture.
  case noStandingRoom(String)
  /// A robot's base cannot get from one fixture to another.
  case unreachable(String, from: String)
  /// Less than 0.45 m of free counter on both sides of a fixture.
  case littleFreeCounter(String)
  /// A microwave too high, too low, or with its front not 0.15 to 0.25 m behind the counter's edge.
  case awkwardMicrowave(String)
  /// A fixture reaches out of the room.
  case outsideRoom(String)
  /// A run became shorter or longer than its grammar allows, metres.
  case runLength(String, Double)
  /// There is no place on the counters for an appliance.
  case noPlace(String)
  /// Fewer fixtures than the grammar asks for.
  case fewFixtures(Int)
  /// The room is too narrow for an island.
  case noRoomForIsland

  public var description: String {
    switch self {
    case .overlap(let a, let b): "\(a) and \(b) overlap"
    case .blockedDoor(let name, let other): "\(name) cannot open because of \(other)"
    case .narrowAisle(let name, let other): "less than 0.9 m between \(name) and \(other)"
    case .missingFixture(let name): "there is no \(name)"
    case .noStandingRoom(let name): "a robot cannot stand before \(name)"
    case .unreachable(let name, let other): "a robot cannot get from \(other) to \(name)"
    case .littleFreeCounter(let name): "less than 0.45 m of free counter beside \(name)"
    case .awkwardMicrowave(let name): "\(name) is too high, too low or too deep on the counter"
    case .outsideRoom(let name): "\(name) reaches out of the room"
    case .runLength(let name, let length): "the run \(name) is \(length) m long"
    case .noPlace(let name): "there is no place for \(name)"
    case .fewFixtures(let count): "there are only \(count) fixtures"
    case .noRoomForIsland: "the room is too narrow for the island"
    }
  }
}
