/// What a fixture's name says of it, as far as pictures care.
enum FixtureKind: Sendable, Hashable {
  case wall, floor, ceiling, window, other

  /// For instance of `wall_2`.
  init(name: String) {
    let kinds: [(String, FixtureKind)] = [
      ("wall", .wall), ("floor", .floor), ("ceiling", .ceiling), ("window", .window),
    ]
    self = kinds.first { name.hasPrefix($0.0) }?.1 ?? .other
  }

  /// Whether it bounds the room, so that light and lookers pass it from outside.
  var isRoom: Bool { self == .wall || self == .ceiling || self == .window }
}
