/// The values of one column of a row group while it is gathered.
///
/// Numbers are kept as they are written: little-endian, which is what the machines that this runs on
/// have.
struct ParquetBuffer {
  let place: ParquetPlace
  /// Levels of each value, missing ones too; empty where there is but one.
  private(set) var repetitions: [UInt8] = []
  private(set) var definitions: [UInt8] = []
  /// The values that are there, one after the other; booleans are a byte each here.
  private(set) var bytes: [UInt8] = []
  /// Where each of differing length ends.
  private(set) var ends: [Int] = []
  /// Values, missing ones too.
  private(set) var entries = 0

  init(_ place: ParquetPlace) { self.place = place }

  /// Bytes that it holds, about.
  var size: Int { bytes.count + 8 * ends.count + repetitions.count + definitions.count }

  /// Values that are there.
  var present: Int {
    place.physical == .byteArray ? ends.count : bytes.count / place.physical.size
  }

  /// Removes all values and keeps the memory.
  mutating func clear() {
    repetitions.removeAll(keepingCapacity: true)
    definitions.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    entries = 0
  }

  /// Appends values with the levels of their slots; nil where all slots are at the top and there.
  mutating func append(_ values: ParquetColumn, _ slots: ParquetSlots) {
    entries += slots.count
    if place.repetition > 0 { repetitions += slots.repetitions }
    if place.definition > 0 { definitions += slots.definitions }
    switch values {
    case .bools(let values): bytes.append(contentsOf: values.lazy.map { $0 ? 1 : 0 })
    case .int32s(let values): append(raw: values)
    case .int64s(let values): append(raw: values)
    case .floats(let values): append(raw: values)
    case .doubles(let values): append(raw: values)
    case .strings(let values):
      for value in values {
        bytes.append(contentsOf: value.utf8)
        ends.append(bytes.count)
      }
    case .binaries(let values):
      for value in values {
        bytes.append(contentsOf: value)
        ends.append(bytes.count)
      }
    case .optional, .list, .group: preconditionFailure("not the values of a leaf")
    }
  }

  private mutating func append<Number>(raw values: [Number]) {
    values.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  /// The bytes of the value with a number among those that are there.
  func value(_ index: Int) -> ArraySlice<UInt8> {
    guard place.physical == .byteArray else {
      let size = place.physical.size
      return bytes[index * size..<(index + 1) * size]
    }
    return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// A range of those that are there by Parquet's encoding PLAIN.
  func plain(_ range: Range<Int>) -> [UInt8] {
    let size = place.physical.size
    switch place.physical {
    case .boolean:
      var packed = [UInt8](repeating: 0, count: (range.count + 7) / 8)
      for (k, index) in range.enumerated() where bytes[index] == 1 { packed[k / 8] |= 1 << (k % 8) }
      return packed
    case .byteArray:
      var plain: [UInt8] = []
      for index in range {
        let value = value(index)
        withUnsafeBytes(of: UInt32(value.count).littleEndian) { plain.append(contentsOf: $0) }
        plain += value
      }
      return plain
    default: return Array(bytes[range.lowerBound * size..<range.upperBound * size])
    }
  }

  /// The bytes that PLAIN takes for all.
  var plainSize: Int {
    switch place.physical {
    case .boolean: (bytes.count + 7) / 8
    case .byteArray: bytes.count + 4 * ends.count
    default: bytes.count
    }
  }
}
