/// An archetype of kitchens as data: which runs it has, what stands in them, and between which lengths.
///
/// A `LayoutSolver` draws plans from it. All lengths are metres.
public struct LayoutGrammar: Sendable, Hashable {
  /// A side of the room, as a person at its centre who looks along +y sees it.
  public enum Side: String, Sendable, Hashable, CaseIterable {
    case left, back, right, front

    /// Its place in the order of runs, clockwise from above.
    var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// What may stand in a run.
  public enum UnitKind: String, Sendable, Hashable, CaseIterable {
    case counter, sink, stove, cooktop, fridge, pantry
    case ovenTower = "oven_tower"

    /// Whether it reaches from the floor to the top of the upper cabinets.
    public var isTall: Bool { self == .fridge || self == .pantry || self == .ovenTower }
  }

  /// One entry of a run, from left to right.
  public struct Unit: Sendable, Hashable {
    public var kind: UnitKind
    /// Of a counter, how long it is; nil for the others, whose model decides.
    public var length: ClosedRange<Double>?
    /// A counter's length, and a single cabinet's where none is said.
    var counterLength: ClosedRange<Double> { length ?? 0.4...0.4 }
    /// Units that share a word change places by chance, also between runs.
    public var swap: String?
    /// How probable it is that it is there.
    public var chance: Double
  }

  /// A row of units along a wall, or into the room where `isPeninsula`.
  public struct Run: Sendable, Hashable {
    public var name: String
    public var side: Side
    /// Whether it begins in the corner where the run before it ends.
    public var beginsAtCorner: Bool
    /// Whether no wall stands behind it; only a front run can be one.
    public var isPeninsula: Bool
    /// Where the plan must end up, from the first unit to the last or to the corner.
    public var length: ClosedRange<Double>
    public var units: [Unit]
  }

  /// A counter that stands free in the room and faces the back wall.
  public struct Island: Sendable, Hashable {
    public var length: ClosedRange<Double>
    /// How far its top reaches beyond its cabinets, on the stools' side.
    public var overhang: ClosedRange<Double>
    /// Between it and the run before it.
    public var aisle: ClosedRange<Double>
    public var stools: ClosedRange<Int>
  }

  /// A wall that is built, and what is in it besides runs.
  public struct Wall: Sendable, Hashable {
    public var side: Side
    public var windows: Int
    public var hasDoorway: Bool
  }

  /// What stands under the counters besides single cabinets.
  public struct Base: Sendable, Hashable {
    public var drawerStacks: ClosedRange<Int>
    public var doubleCabinets: ClosedRange<Int>
    /// How probable a dishwasher beside the sink is.
    public var dishwasher: Double
  }

  /// What hangs above the counters besides single cabinets.
  public struct Upper: Sendable, Hashable {
    /// How probable it is that a cabinet is an open shelf instead.
    public var openShelf: Double
    /// How probable a window above the sink is.
    public var windowAboveSink: Double
    /// How probable it is that the microwave hangs in a housing and not on the counter.
    public var microwaveHousing: Double
  }

  /// What stands on the counters.
  public struct Appliances: Sendable, Hashable {
    public var required: [String]
    public var optional: [String]
    /// How many of the optional ones are tried.
    public var count: ClosedRange<Int>
  }

  /// A dining table on the free floor.
  public struct Table: Sendable, Hashable {
    public var chance: Double
    public var stools: ClosedRange<Int>
  }

  public var name: String
  public var summary: String
  /// Whether half of the plans are mirror images.
  public var isMirrored: Bool
  public var walls: [Wall]
  /// Clockwise from above: left, back, right, front.
  public var runs: [Run]
  public var islands: [Island]
  public var base: Base
  public var upper: Upper
  public var appliances: Appliances
  public var table: Table?
  /// How many fixtures a plan has at least, walls and windows included.
  public var leastFixtures: Int
  /// Free floor beside the runs, where no corner fixes the room's width.
  public var freeWidth: ClosedRange<Double>
  /// Free floor before the runs; in a galley, between them.
  public var freeDepth: ClosedRange<Double>
}
