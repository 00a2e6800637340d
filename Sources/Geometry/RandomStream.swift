/// A counter-based stream of random numbers.
///
/// A value depends on the stream's key and the counter alone, and a key is derived from names and
/// indices, so that what one aspect draws never shifts what another draws. The mixing function is
/// the finalizer of SplitMix64 (Steele, Lea and Flood 2014), applied twice.
public struct RandomStream: Sendable, Hashable {
  public let key: UInt64
  public private(set) var counter: UInt64 = 0

  /// A root stream of a seed.
  public init(seed: UInt64) { key = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15) }

  private init(key: UInt64) { self.key = key }

  /// The stream of a named aspect under this one, independent of what was drawn here.
  public func stream(_ aspect: String, _ index: Int = 0) -> RandomStream {
    // FNV-1a over the name, then mixed with the key and the index
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in aspect.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    let named = Self.mix(key ^ Self.mix(hash))
    return RandomStream(key: Self.mix(named &+ UInt64(bitPattern: Int64(index))))
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    counter &+= 1
    return Self.mix(Self.mix(key &+ counter &* 0x9E37_79B9_7F4A_7C15) ^ key)
  }

  /// Uniform in [0, 1), with 53 random bits.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform in [low, high).
  public mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * uniform()
  }

  /// A whole number, uniform over a closed range, without bias.
  public mutating func integer(in range: ClosedRange<Int>) -> Int {
    let width = UInt64(range.upperBound - range.lowerBound) + 1
    let limit = UInt64.max - UInt64.max % width
    var bits = next()
    while bits >= limit { bits = next() }
    return range.lowerBound + Int(bits % width)
  }

  /// A standard normal value (Marsaglia's polar method, one value a pair).
  public mutating func normal() -> Double {
    while true {
      let u = 2 * uniform() - 1
      let v = 2 * uniform() - 1
      let s = u * u + v * v
      if s > 0 && s < 1 { return u * (-2 * Trigonometry.log(s) / s).squareRoot() }
    }
  }

  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
