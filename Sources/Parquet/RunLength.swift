/// Parquet's hybrid of runs and packed bits, for small numbers that often repeat.
///
/// Source: Apache Parquet, `Encodings.md`, "Run Length Encoding / Bit-Packing Hybrid".
enum RunLength {
  /// The bits that numbers up to `largest` take.
  static func width(of largest: Int) -> Int { Int.bitWidth - largest.leadingZeroBitCount }

  /// The encoded numbers, without a length in front.
  static func encode<Number: FixedWidthInteger>(_ values: ArraySlice<Number>, width: Int)
    -> [UInt8]
  {
    var bytes: [UInt8] = []
    var position = values.startIndex
    while position < values.endIndex {
      // eight or more alike are a run
      let run = run(values, at: position, atMost: .max)
      if run >= 8 {
        ThriftWriter.varint(UInt64(run) << 1, to: &bytes)
        let value = UInt64(values[position])
        for k in 0..<(width + 7) / 8 {
          bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * k)))
        }
        position += run
        continue
      }
      // others are packed, eight at a time, until a run begins
      var end = position
      repeat { end += 8 } while end < values.endIndex && Self.run(values, at: end, atMost: 8) < 8
      ThriftWriter.varint(UInt64((end - position) / 8) << 1 | 1, to: &bytes)
      pack(values[position..<min(end, values.endIndex)], count: end - position, width, to: &bytes)
      position = min(end, values.endIndex)
    }
    return bytes
  }

  /// How many values from a position on are alike.
  private static func run<Number: FixedWidthInteger>(
    _ values: ArraySlice<Number>, at position: Int, atMost limit: Int
  ) -> Int {
    let value = values[position]
    var end = position + 1
    while end < values.endIndex, end - position < limit, values[end] == value { end += 1 }
    return end - position
  }

  /// Appends `count` values, those that are missing as zeros, the lowest bit first.
  private static func pack<Number: FixedWidthInteger>(
    _ values: ArraySlice<Number>, count: Int, _ width: Int, to bytes: inout [UInt8]
  ) {
    var bits: UInt64 = 0
    var held = 0
    for k in 0..<count {
      let index = values.startIndex + k
      bits |= (index < values.endIndex ? UInt64(values[index]) : 0) << UInt64(held)
      held += width
      while held >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: bits))
        bits >>= 8
        held -= 8
      }
    }
  }
}
