/// What a surface is of, as presets speak of it.
public enum SurfaceGroup: String, Sendable, Hashable, CaseIterable {
  case floor, wall, robot, object
  /// What things stand on: a table's top, a counter's.
  case table
  /// Cabinets, and legs of tables and robots.
  case cabinet
  /// What else a kitchen has.
  case fixture

  /// The group of a slot of a scene's: `robot/hand`, `floor`, `cubeA`; `kitchen` says that fixtures have
  /// names of their own.
  init(slot: String) {
    let first = slot.split(separator: "/", omittingEmptySubsequences: false).first ?? ""
    switch first {
    case "robot": self = .robot
    case "floor": self = .floor
    case "wall", "backsplash", "trim", "window": self = .wall
    case "table", "counter_top": self = .table
    case "cabinet", "furniture", "table_legs", "pedestal": self = .cabinet
    case "handle", "appliance", "sink", "fabric": self = .fixture
    default: self = .object
    }
  }
}
