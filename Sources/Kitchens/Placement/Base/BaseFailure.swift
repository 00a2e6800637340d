/// No place for a mobile base before a fixture: what was wrong with the places that came closest.
public enum BaseFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The robot's file has no `base:`.
  case noBase(robot: String)
  /// Nowhere in reach is the floor free; what was in the way, the most frequent first.
  case noStandingRoom(blockedBy: [String])
  /// The hand gets nearest to a frame with such an error, metres and radians.
  case unreachable(frame: String, positionError: Double, rotationError: Double)
  /// The arm gets everywhere, but a link (joints + 1 for the hand) would touch something.
  case touches(link: Int, name: String)

  /// The word for it in reports.
  public var word: String {
    switch self {
    case .noBase: "no_base"
    case .noStandingRoom: "no_standing_room"
    case .unreachable: "unreachable"
    case .touches: "touches"
    }
  }

  /// Names of what was in the way, the most frequent first.
  public var blockers: [String] {
    switch self {
    case .noStandingRoom(let names): names
    case .touches(_, let name): [name]
    default: []
    }
  }

  public var description: String {
    switch self {
    case .noBase(let robot): return "\(robot) has no base that could be placed"
    case .noStandingRoom(let names):
      return names.isEmpty
        ? "no standing room on the floor"
        : "no standing room because of \(names.joined(separator: ", "))"
    case .unreachable(let frame, let position, let rotation):
      let millimetres = (position * 1e4).rounded() / 10
      let milliradians = (rotation * 1e3).rounded()
      if position <= 0.002, rotation <= 0.02 {
        return "unreachable frame \(frame) (only with a joint at its limit)"
      }
      return "unreachable frame \(frame) (best error \(millimetres) mm, \(milliradians) mrad)"
    case .touches(let link, let name): return "link \(link) touches \(name)"
    }
  }
}
