import Foundation

/// Seconds since 1970, asked for anew each time; passed in, so that tests own the time.
public typealias WallClock = @Sendable () -> Double

/// The system's clock, in seconds since 1970.
public let systemClock: WallClock = { Date().timeIntervalSince1970 }
