/// Writes structs in Thrift's compact protocol, in which Parquet keeps all that is not values.
///
/// Source: Apache Thrift, `doc/specs/thrift-compact-protocol.md`. Fields are written in the order of
/// their numbers.
struct ThriftWriter {
  private enum Wire {
    static let yes: UInt8 = 1
    static let no: UInt8 = 2
    static let int16: UInt8 = 4
    static let int32: UInt8 = 5
    static let int64: UInt8 = 6
    static let binary: UInt8 = 8
    static let list: UInt8 = 9
    static let structure: UInt8 = 12
  }

  private(set) var bytes: [UInt8] = []
  private var last: Int16 = 0

  mutating func bool(_ id: Int16, _ value: Bool) { header(id, value ? Wire.yes : Wire.no) }

  mutating func int16(_ id: Int16, _ value: Int) {
    header(id, Wire.int16)
    zigzag(value)
  }

  mutating func int32(_ id: Int16, _ value: Int) {
    header(id, Wire.int32)
    zigzag(value)
  }

  mutating func int64(_ id: Int16, _ value: Int) {
    header(id, Wire.int64)
    zigzag(value)
  }

  mutating func text(_ id: Int16, _ value: String) { binary(id, Array(value.utf8)) }

  mutating func binary(_ id: Int16, _ value: [UInt8]) {
    header(id, Wire.binary)
    Self.varint(UInt64(value.count), to: &bytes)
    bytes += value
  }

  mutating func structure(_ id: Int16, _ body: (inout ThriftWriter) -> Void) {
    header(id, Wire.structure)
    var inner = ThriftWriter()
    body(&inner)
    bytes += inner.ended
  }

  mutating func integers(_ id: Int16, _ values: [Int]) {
    list(id, of: Wire.int32, count: values.count)
    for value in values { zigzag(value) }
  }

  mutating func texts(_ id: Int16, _ values: [String]) {
    list(id, of: Wire.binary, count: values.count)
    for value in values {
      Self.varint(UInt64(value.utf8.count), to: &bytes)
      bytes += value.utf8
    }
  }

  /// A list of structs, `ended` each, one after the other.
  mutating func structures(_ id: Int16, count: Int, _ encoded: [UInt8]) {
    list(id, of: Wire.structure, count: count)
    bytes += encoded
  }

  /// The struct's bytes with its end.
  var ended: [UInt8] { bytes + [0] }

  // MARK: Parts

  private mutating func header(_ id: Int16, _ type: UInt8) {
    let step = id - last
    if (1...15).contains(step) {
      bytes.append(UInt8(step) << 4 | type)
    } else {
      bytes.append(type)
      zigzag(Int(id))
    }
    last = id
  }

  private mutating func list(_ id: Int16, of type: UInt8, count: Int) {
    header(id, Wire.list)
    if count < 15 {
      bytes.append(UInt8(count) << 4 | type)
    } else {
      bytes.append(0xF0 | type)
      Self.varint(UInt64(count), to: &bytes)
    }
  }

  private mutating func zigzag(_ value: Int) {
    Self.varint(UInt64(bitPattern: Int64(value << 1 ^ value >> 63)), to: &bytes)
  }

  /// Seven bits a byte, the lowest first; the high bit says that more follow (LEB128).
  static func varint(_ value: UInt64, to bytes: inout [UInt8]) {
    var rest = value
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
