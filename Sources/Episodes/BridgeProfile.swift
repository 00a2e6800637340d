/// How a bridge goes from its start to its end over time, in position and rotation alike.
public enum BridgeProfile: String, Sendable, Hashable, Codable, CaseIterable {
  /// At constant speed, as MimicGen does.
  case linear
  /// From rest to rest with the least jerk (Flash and Hogan 1985).
  case minJerk = "min_jerk"

  /// The share of the way that is done after a share of the time, both within [0, 1].
  public func progress(_ time: Double) -> Double {
    switch self {
    case .linear: time
    case .minJerk: time * time * time * (10 + time * (6 * time - 15))
    }
  }

  /// The greatest speed over the mean one.
  public var peak: Double {
    switch self {
    case .linear: 1
    case .minJerk: 1.875
    }
  }
}
