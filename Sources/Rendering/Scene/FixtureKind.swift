/// What a fixture's name says of it, as far as pictures care.
enum FixtureKind: Sendable, Hashable {
  case wall, floor, ceiling, window
  /// What there is much of in a kitchen: cabinets, counters, fillers.
  case furniture
  /// What one names: a sink, a stove.
  case appliance

  /// For instance of `wall_2`.
  init(name: String) {
    let kinds: [(String, FixtureKind)] = [
      ("wall", .wall), ("floor", .floor), ("ceiling", .ceiling), ("window", .window),
    ]
    let furniture = [
      "backsplash", "filler", "counter", "single_cabinet", "double_cabinet", "corner_cabinet",
      "drawer", "open_shelf", "housing", "hood", "stool",
    ]
    if let known = kinds.first(where: { name.hasPrefix($0.0) }) {
      self = known.1
    } else {
      self = furniture.contains { name.hasPrefix($0) } ? .furniture : .appliance
    }
  }

  /// Whether it bounds the room, so that light and lookers pass it from outside.
  var isRoom: Bool { self == .wall || self == .ceiling || self == .window }
}
