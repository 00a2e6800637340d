import Geometry
import Scenes

/// One named predicate with its arguments, as written.
struct PredicateCall {
  let name: String
  let arguments: [String]
  let objects: [TaskDescription.Object]

  /// The names that are known, for messages.
  static let known = [
    "on", "touching", "lifted", "grasped", "released", "at_rest", "upright", "at", "aligned",
    "inside", "away", "open", "closed", "pressed", "turned_on", "joint", "state", "facing",
  ]

  func predicate() throws(PredicateError) -> Predicate {
    switch name {
    case "on":
      try count(2...2)
      let (upper, lower) = try (object(0), object(1))
      guard upper != lower else { throw error("an object is not on itself") }
      return .on(upper, lower)
    case "touching":
      try count(2...2)
      let (a, b) = try (object(0), object(1))
      guard a != b else { throw error("an object does not touch itself") }
      return .touching(a, b)
    case "lifted":
      try count(1...2)
      return .lifted(try object(0), try number(1, default: 0.04))
    case "grasped":
      try count(1...1)
      return .grasped(try object(0))
    case "released":
      try count(1...1)
      return .released(try object(0))
    case "at_rest":
      try count(1...2)
      return .atRest(try object(0), try number(1, default: 0.05, in: 0...100))
    case "upright":
      try count(1...2)
      return .upright(try object(0), try number(1, default: 0.1, in: 0...3.15))
    case "at":
      try count(2...3)
      let (a, b) = try twoPoints()
      return .at(a, b, try number(2, default: 0.05, in: 0...10))
    case "aligned":
      try count(2...4)
      let (a, b) = try twoPoints()
      return .aligned(
        a, b, horizontal: try number(2, default: 0.02, in: 0...10),
        vertical: try number(3, default: 0.02, in: 0...10))
    case "inside":
      try count(2...3)
      return try inside()
    case "away":
      try count(1...2)
      let point = try point(0)
      guard point.object != nil else { throw error("the end effector is not away from itself") }
      return .away(point, try number(1, default: 0.05, in: 0...10))
    case "facing":
      try count(2...3)
      let (a, b) = try (object(0), object(1))
      guard a != b else { throw error("an object does not face itself") }
      return .facing(a, b, try number(2, default: 0.2, in: 0...3.15))
    case "state":
      try count(2...2)
      let owner = try object(0)
      guard let index = objects[owner].states.firstIndex(where: { $0.name == arguments[1] }) else {
        let names = objects[owner].states.map(\.name).joined(separator: ", ")
        throw error("argument 2 must be one of \(names.isEmpty ? "(there is no state)" : names)")
      }
      return .state(owner, index)
    default: return try articulated()
    }
  }

  /// The predicates on articulated parts.
  private func articulated() throws(PredicateError) -> Predicate {
    switch name {
    case "open":
      try count(1...2)
      return .open(try object(0), try joint(0), try number(1, default: 0.9, in: 0...1))
    case "closed":
      try count(1...2)
      return .closed(try object(0), try joint(0), try number(1, default: 0.05, in: 0...1))
    case "pressed":
      try count(1...2)
      return .pressed(try object(0), try joint(0), try number(1, default: 0.8, in: 0...1))
    case "turned_on":
      try count(1...2)
      guard try joint(0).kind == .hinge else { throw error("\(arguments[0]) has no hinge") }
      return .turnedOn(try object(0), try number(1, default: 0.35, in: 0...3.15))
    case "joint":
      try count(3...3)
      _ = try joint(0)
      let (low, high) = try (number(1, default: 0), number(2, default: 0))
      guard low <= high else { throw error("the lower bound is above the upper one") }
      return .joint(try object(0), low...high)
    default:
      throw PredicateError(
        reason: "'\(name)' is no known predicate; known are "
          + Self.known.joined(separator: ", "))
    }
  }

  /// Of an object all of it, of a site or the end effector one point.
  private func inside() throws(PredicateError) -> Predicate {
    let (object, region) = try region(1)
    let point = try point(0)
    guard point.object != object else { throw error("an object is not inside itself") }
    if let whole = objects.firstIndex(where: { $0.name == arguments[0] }) {
      let margin = try number(2, default: Self.containmentMargin, in: -1...1)
      return .contained(whole, object, region, margin: margin)
    }
    return .inside(point, object, region, margin: try number(2, default: 0, in: -1...1))
  }

  /// What a body may stick out of a region, as it may sink into a drawer's floor; metres.
  private static let containmentMargin = 0.005

  // MARK: Arguments

  private func error(_ reason: String) -> PredicateError {
    PredicateError(reason: "\(name): \(reason)")
  }

  private func count(_ range: ClosedRange<Int>) throws(PredicateError) {
    guard arguments.count >= range.lowerBound else {
      throw error("takes at least \(range.lowerBound) arguments")
    }
    guard arguments.count <= range.upperBound else {
      throw error("takes at most \(range.upperBound) arguments")
    }
  }

  private func object(_ index: Int) throws(PredicateError) -> Int {
    guard let found = objects.firstIndex(where: { $0.name == arguments[index] }) else {
      let names = objects.map(\.name).joined(separator: ", ")
      throw error("argument \(index + 1) must be one of \(names)")
    }
    return found
  }

  private func joint(_ index: Int) throws(PredicateError) -> ObjectJoint {
    guard let joint = objects[try object(index)].mount.joint else {
      throw error("\(arguments[index]) has no joint")
    }
    return joint
  }

  private func number(
    _ index: Int, default value: Double, in range: ClosedRange<Double> = -100...100
  ) throws(PredicateError) -> Double {
    guard index < arguments.count else { return value }
    guard let found = Double(arguments[index]), range.contains(found) else {
      throw error(
        "argument \(index + 1) must be a number between \(range.lowerBound) and "
          + "\(range.upperBound)")
    }
    return found
  }

  /// Two points that are not the same.
  private func twoPoints() throws(PredicateError) -> (StatePoint, StatePoint) {
    let (a, b) = try (point(0), point(1))
    guard a != b else { throw error("the two points are the same") }
    return (a, b)
  }

  /// `object`, `object.site`, `object.origin` or `eef`.
  private func point(_ index: Int) throws(PredicateError) -> StatePoint {
    let parts = arguments[index].split(separator: ".", omittingEmptySubsequences: false)
    if arguments[index] == "eef" { return StatePoint(object: nil) }
    guard let object = objects.firstIndex(where: { $0.name == parts[0] }), parts.count <= 2 else {
      let names = objects.map(\.name).joined(separator: ", ")
      throw error("argument \(index + 1) must be eef or one of \(names), or a site of one")
    }
    guard parts.count == 2 else { return StatePoint(object: object) }
    guard let site = objects[object].sites.first(where: { $0.name == parts[1] }) else {
      if parts[1] == "origin" { return StatePoint(object: object) }
      throw error("\(parts[0]) has no site \(parts[1])")
    }
    return StatePoint(object: object, offset: site.position)
  }

  /// `object.region`, or `object` where it has one region only.
  private func region(_ index: Int) throws(PredicateError) -> (Int, ObjectRegion) {
    let parts = arguments[index].split(separator: ".", omittingEmptySubsequences: false)
    guard let object = objects.firstIndex(where: { $0.name == parts[0] }), parts.count <= 2 else {
      throw error("argument \(index + 1) must be a region of an object, as in drawer.inside")
    }
    let regions = objects[object].regions
    if parts.count == 1, regions.count == 1 { return (object, regions[0]) }
    guard parts.count == 2, let region = regions.first(where: { $0.name == parts[1] }) else {
      let names = regions.map { "\(parts[0]).\($0.name)" }.joined(separator: ", ")
      throw error(
        "argument \(index + 1) must be one of \(names.isEmpty ? "(there is no region)" : names)")
    }
    return (object, region)
  }
}
