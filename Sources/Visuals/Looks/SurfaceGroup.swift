/// What a surface is of, as presets speak of it.
public enum SurfaceGroup: String, Sendable, Hashable, CaseIterable {
  case floor, wall, robot, object
  /// What things stand on: a table's top, a counter's.
  case table
  /// Cabinets, and legs of tables and robots.
  case cabinet
  /// What else a kitchen has.
  case fixture

  /// The group of a slot of a scene's: `robot/hand`, `floor`, `cubeA`; `fixtures` are the owners whose
  /// slots are of fixtures, as in `fridge/door`.
  init(slot: String, fixtures: Set<String>) {
    let first = slot.split(separator: "/", omittingEmptySubsequences: false).first ?? ""
    switch first {
    case "robot": self = .robot
    case "floor": self = .floor
    case "wall", "backsplash", "trim", "window": self = .wall
    case "table", "counter_top": self = .table
    case "cabinet", "furniture", "table_legs", "pedestal": self = .cabinet
    case "handle", "appliance", "sink", "fabric": self = .fixture
    default: self = fixtures.contains(String(first)) ? .fixture : .object
    }
  }
}
