/// The smallest and the largest value of a column in a row group, so that readers can pass over it.
///
/// Source: Apache Parquet, `parquet.thrift` (Statistics, ColumnOrder): signed comparison of numbers,
/// unsigned comparison of bytes; none for floating point with NaN, and zeros of both signs count as both.
struct ParquetStatistics {
  var missing: Int
  /// PLAIN, without a length; nil where there is none.
  var least: [UInt8]?
  var greatest: [UInt8]?

  /// Texts that are longer than this have no limits.
  private static let longest = 64

  init(_ buffer: ParquetBuffer) {
    let present = buffer.present
    missing = buffer.entries - present
    guard present > 0 else { return }
    switch buffer.place.physical {
    case .boolean:
      least = buffer.bytes.min().map { [$0] }
      greatest = buffer.bytes.max().map { [$0] }
    case .int32: setLimits(of: Int32.self, buffer)
    case .int64: setLimits(of: Int64.self, buffer)
    case .float: setFloatingLimits(of: Float.self, buffer)
    case .double: setFloatingLimits(of: Double.self, buffer)
    case .byteArray:
      // pictures have no order that anybody asks for
      guard buffer.place.isText else { return }
      var limits = (least: buffer.value(0), greatest: buffer.value(0))
      for index in 1..<max(1, present) {
        let value = buffer.value(index)
        if value.lexicographicallyPrecedes(limits.least) { limits.least = value }
        if limits.greatest.lexicographicallyPrecedes(value) { limits.greatest = value }
      }
      guard max(limits.least.count, limits.greatest.count) <= Self.longest else { return }
      (least, greatest) = (Array(limits.least), Array(limits.greatest))
    }
  }

  private mutating func setLimits<Number: FixedWidthInteger>(
    of type: Number.Type, _ buffer: ParquetBuffer
  ) {
    let limits = Self.limits(of: type, buffer)
    least = withUnsafeBytes(of: limits.least) { Array($0) }
    greatest = withUnsafeBytes(of: limits.greatest) { Array($0) }
  }

  private mutating func setFloatingLimits<Number: BinaryFloatingPoint>(
    of type: Number.Type, _ buffer: ParquetBuffer
  ) {
    var limits = Self.limits(of: type, buffer)
    guard !limits.hasUnordered else { return }
    if limits.least == 0 { limits.least = -0.0 }
    if limits.greatest == 0 { limits.greatest = 0 }
    least = withUnsafeBytes(of: limits.least) { Array($0) }
    greatest = withUnsafeBytes(of: limits.greatest) { Array($0) }
  }

  private static func limits<Number: Comparable>(
    of type: Number.Type, _ buffer: ParquetBuffer
  ) -> (least: Number, greatest: Number, hasUnordered: Bool) {
    buffer.bytes.withUnsafeBytes { raw in
      let stride = MemoryLayout<Number>.size
      let first = raw.loadUnaligned(as: type)
      var limits = (least: first, greatest: first, hasUnordered: first != first)
      for offset in Swift.stride(from: stride, to: raw.count, by: stride) {
        let value = raw.loadUnaligned(fromByteOffset: offset, as: type)
        if value != value { limits.hasUnordered = true }
        if value < limits.least { limits.least = value }
        if value > limits.greatest { limits.greatest = value }
      }
      return limits
    }
  }

  func encode(into writer: inout ThriftWriter) {
    writer.int64(3, missing)
    if let least, let greatest {
      writer.binary(5, greatest)
      writer.binary(6, least)
    }
  }
}
