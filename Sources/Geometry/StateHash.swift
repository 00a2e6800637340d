/// A 64-bit hash over the bit patterns of numbers (FNV-1a), to compare recorded states exactly.
public struct StateHash: Sendable, Hashable, CustomStringConvertible {
  public private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  public init() {}

  /// The hash of a list of numbers.
  public init(_ numbers: some Sequence<Double>) { for number in numbers { combine(number) } }

  /// Takes one more number in.
  public mutating func combine(_ number: Double) {
    var bits = number.bitPattern
    for _ in 0..<8 {
      value = (value ^ (bits & 0xFF)) &* 0x0000_0100_0000_01B3
      bits >>= 8
    }
  }

  /// Sixteen hexadecimal digits.
  public var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
