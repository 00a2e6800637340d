/// The distinct values of a column in a row group, in the order in which they come, and which each is.
struct ParquetDictionary {
  /// By PLAIN.
  private(set) var bytes: [UInt8] = []
  private(set) var count = 0
  private(set) var indices: [UInt32] = []

  /// Bits per index; none would do for one value, but not for every reader.
  var width: Int { max(1, RunLength.width(of: count - 1)) }

  /// The dictionary of a column, or nil where it would not make it shorter.
  init?(_ buffer: ParquetBuffer) {
    let present = buffer.present
    guard present > 1, buffer.place.physical != .boolean else { return nil }
    indices.reserveCapacity(present)
    // more than this and it cannot pay, or readers would rather not hold it
    let limit = min(buffer.plainSize / 2, 1 << 20)
    let isWhole =
      switch buffer.place.physical {
      case .byteArray: gather(buffer, limit) { Array(buffer.value($0)) }
      case .int32, .float: gather(buffer, limit) { Self.load($0, UInt32.self, buffer) }
      default: gather(buffer, limit) { Self.load($0, UInt64.self, buffer) }
      }
    // packed indices are the most that runs of them take
    guard isWhole, bytes.count + (present * width + 7) / 8 < buffer.plainSize else { return nil }
  }

  private mutating func gather<Key: Hashable>(
    _ buffer: ParquetBuffer, _ limit: Int, key: (Int) -> Key
  ) -> Bool {
    var known: [Key: UInt32] = [:]
    for index in 0..<buffer.present {
      let key = key(index)
      if let place = known[key] {
        indices.append(place)
        continue
      }
      known[key] = UInt32(count)
      indices.append(UInt32(count))
      count += 1
      bytes += buffer.plain(index..<index + 1)
      if bytes.count > limit { return false }
    }
    return true
  }

  private static func load<Number: FixedWidthInteger>(
    _ index: Int, _ type: Number.Type, _ buffer: ParquetBuffer
  ) -> Number {
    buffer.bytes.withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: index * MemoryLayout<Number>.size, as: type)
    }
  }
}
