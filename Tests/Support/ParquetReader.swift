import Foundation

/// Reads Parquet files without compression, as far as tests need it: levels and values of a column.
public struct ParquetReader {
  /// What a column holds, over all row groups.
  public struct Column {
    public var repetitions: [Int] = []
    public var definitions: [Int] = []
    /// Those that are there, by PLAIN without lengths; booleans are a byte each.
    public var values: [[UInt8]] = []
    /// For each row group.
    public var pages: [Int] = []
    public var hasDictionary: [Bool] = []

    public var integers: [Int64] { values.map { Self.load($0) } }
    public var floats: [Float] { values.map { Self.load($0) } }
    public var doubles: [Double] { values.map { Self.load($0) } }
    public var flags: [Bool] { values.map { $0 == [1] } }
    public var texts: [String] { values.map { String(decoding: $0, as: UTF8.self) } }

    private static func load<Number>(_ bytes: [UInt8]) -> Number {
      bytes.withUnsafeBytes { $0.loadUnaligned(as: Number.self) }
    }
  }

  public let footer: ThriftValue
  private let bytes: [UInt8]

  /// Nil for what does not begin and end as Parquet does.
  public init?(path: String) throws {
    bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let magic = Array("PAR1".utf8)
    guard bytes.count > 12, Array(bytes.prefix(4)) == magic, Array(bytes.suffix(4)) == magic else {
      return nil
    }
    var position = bytes.count - 8
    let length = Self.length(bytes, &position)
    position = bytes.count - 8 - length
    footer = .structure(bytes, at: &position)
    guard position == bytes.count - 8 else { return nil }
  }

  public var rows: Int { footer[3]?.int ?? -1 }
  public var groups: [ThriftValue] { footer[4]?.items ?? [] }

  /// The columns' paths, with points.
  public var columns: [String] {
    groups.first?[1]?.items.map { Self.path($0) } ?? []
  }

  /// What the file says beside its values.
  public var metadata: [String: String] {
    var pairs: [String: String] = [:]
    for pair in footer[5]?.items ?? [] { pairs[pair[1]?.text ?? ""] = pair[2]?.text }
    return pairs
  }

  /// A column by its path, nil where there is none; `repetition` and `definition` are its highest levels.
  public func column(_ path: String, repetition: Int = 0, definition: Int = 1) -> Column? {
    var column = Column()
    for group in groups {
      guard let chunk = group[1]?.items.first(where: { Self.path($0) == path }),
        let meta = chunk[3], let type = meta[1]?.int, let count = meta[5]?.int,
        let data = meta[9]?.int
      else { return nil }
      var position = meta[11]?.int ?? data
      var dictionary: [[UInt8]] = []
      var pages = 0
      let end = column.definitions.count + count
      repeat {
        let header = ThriftValue.structure(bytes, at: &position)
        let size = header[3]?.int ?? 0
        let page = Array(bytes[position..<position + size])
        position += size
        if let values = header[7]?[1]?.int {
          dictionary = Self.plain(page, 0, type, values)
          continue
        }
        pages += 1
        let entries = header[5]?[1]?.int ?? 0
        var at = 0
        column.repetitions += Self.levels(page, &at, repetition, entries)
        let definitions = Self.levels(page, &at, definition, entries)
        column.definitions += definitions
        let there = definitions.count { $0 == definition }
        if header[5]?[2]?.int == 8 {
          let width = Int(page[at])
          let indices = Self.hybrid(page, at + 1, page.count, width, there)
          column.values += indices.map { dictionary[$0] }
        } else {
          column.values += Self.plain(page, at, type, there)
        }
      } while column.definitions.count < end
      column.pages.append(pages)
      column.hasDictionary.append(!dictionary.isEmpty)
    }
    return column
  }

  /// The limits of a column in each row group, by PLAIN; nil where there are none.
  public func limits(_ path: String) -> [(least: [UInt8], greatest: [UInt8])?] {
    groups.map { group in
      let own = group[1]?.items.first { Self.path($0) == path }?[3]?[12]
      guard let least = own?[6]?.raw, let greatest = own?[5]?.raw else { return nil }
      return (least, greatest)
    }
  }

  // MARK: Parts

  private static func path(_ chunk: ThriftValue) -> String {
    (chunk[3]?[3]?.items.compactMap(\.text) ?? []).joined(separator: ".")
  }

  private static func length(_ bytes: [UInt8], _ position: inout Int) -> Int {
    position += 4
    return (1...4).reduce(0) { $0 << 8 | Int(bytes[position - $1]) }
  }

  private static func levels(
    _ page: [UInt8], _ position: inout Int, _ largest: Int, _ count: Int
  ) -> [Int] {
    guard largest > 0 else { return Array(repeating: 0, count: count) }
    let length = length(page, &position)
    position += length
    let width = Int.bitWidth - largest.leadingZeroBitCount
    return hybrid(page, position - length, position, width, count)
  }

  /// Runs and packed numbers, up to a count.
  private static func hybrid(
    _ page: [UInt8], _ start: Int, _ end: Int, _ width: Int, _ count: Int
  ) -> [Int] {
    var position = start
    var values: [Int] = []
    while position < end, values.count < count {
      let head = ThriftValue.varint(page, &position)
      if head & 1 == 0 {
        let size = (width + 7) / 8
        let value = (0..<size).reduce(0) { $0 | Int(page[position + $1]) << (8 * $1) }
        position += size
        values += repeatElement(value, count: head >> 1)
      } else {
        for k in 0..<8 * (head >> 1) {
          let bits = (0..<width).map { bit in
            let at = k * width + bit
            return Int(page[position + at / 8] >> (at % 8) & 1) << bit
          }
          values.append(bits.reduce(0, |))
        }
        position += width * (head >> 1)
      }
    }
    return Array(values.prefix(count))
  }

  private static func plain(
    _ page: [UInt8], _ start: Int, _ type: Int, _ count: Int
  ) -> [[UInt8]] {
    var position = start
    return (0..<count).map { k in
      if type == 0 { return [page[start + k / 8] >> (k % 8) & 1] }
      let size = type == 6 ? length(page, &position) : [1: 4, 2: 8, 4: 4, 5: 8][type] ?? 0
      position += size
      return Array(page[position - size..<position])
    }
  }
}
