/// A value of Thrift's compact protocol, read without a schema.
public indirect enum ThriftValue {
  case bool(Bool)
  case integer(Int)
  case bytes([UInt8])
  case list([ThriftValue])
  /// By the numbers of the fields.
  case fields([Int: ThriftValue])

  /// The field of a struct.
  public subscript(_ id: Int) -> ThriftValue? {
    if case .fields(let fields) = self { fields[id] } else { nil }
  }

  public var int: Int? { if case .integer(let value) = self { value } else { nil } }
  public var raw: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }
  public var text: String? { raw.map { String(decoding: $0, as: UTF8.self) } }
  public var items: [ThriftValue] { if case .list(let values) = self { values } else { [] } }

  /// The struct that begins at a position, which moves behind it.
  public static func structure(_ bytes: [UInt8], at position: inout Int) -> ThriftValue {
    var fields: [Int: ThriftValue] = [:]
    var id = 0
    while true {
      let head = bytes[position]
      position += 1
      if head == 0 { return .fields(fields) }
      id = head >> 4 == 0 ? zigzag(bytes, &position) : id + Int(head >> 4)
      fields[id] = value(head & 15, bytes, &position)
    }
  }

  private static func value(_ type: UInt8, _ bytes: [UInt8], _ position: inout Int) -> ThriftValue {
    switch type {
    case 1: return .bool(true)
    case 2: return .bool(false)
    case 4, 5, 6: return .integer(zigzag(bytes, &position))
    case 8:
      let count = varint(bytes, &position)
      position += count
      return .bytes(Array(bytes[position - count..<position]))
    case 9:
      let head = bytes[position]
      position += 1
      let count = head >> 4 == 15 ? varint(bytes, &position) : Int(head >> 4)
      return .list((0..<count).map { _ in value(head & 15, bytes, &position) })
    case 12: return structure(bytes, at: &position)
    default: preconditionFailure("type \(type) of Thrift at \(position)")
    }
  }

  /// A number of seven bits a byte.
  public static func varint(_ bytes: [UInt8], _ position: inout Int) -> Int {
    var value = 0
    var shift = 0
    while true {
      let byte = bytes[position]
      position += 1
      value |= Int(byte & 0x7F) << shift
      shift += 7
      if byte < 0x80 { return value }
    }
  }

  private static func zigzag(_ bytes: [UInt8], _ position: inout Int) -> Int {
    let value = varint(bytes, &position)
    return value >> 1 ^ -(value & 1)
  }
}
