import Tasks

/// Cases that set one joint's position.
enum JointCases {
  typealias Row = (name: String, predicate: String, position: Double)

  static func yes(_ rows: [Row]) -> [PredicateCase] {
    rows.map { row in .yes(row.name, row.predicate) { set(&$0, row) } }
  }

  static func no(_ rows: [Row]) -> [PredicateCase] {
    rows.map { row in .no(row.name, row.predicate) { set(&$0, row) } }
  }

  /// Sets the joint of the thing that the predicate names first.
  private static func set(_ state: inout ObservedState, _ row: Row) {
    let inner = row.predicate.drop { $0 != "(" }.dropFirst()
    let name = inner.prefix { $0 != "," && $0 != ")" }
    for thing in Thing.allCases where "\(thing)" == name {
      state[thing].jointPosition = row.position
    }
  }
}
