/// The floor of a room: an upright box seen from above.
public struct FloorArea: Sendable, Hashable, Codable {
  /// The lower and the upper corner, metres.
  public var low: SIMD2<Double>
  public var high: SIMD2<Double>

  public init(low: SIMD2<Double>, high: SIMD2<Double>) {
    self.low = low
    self.high = high
  }
}
