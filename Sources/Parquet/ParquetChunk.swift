/// One column of a row group as it is in the file: a dictionary if there is one, pages, and what the
/// file's end says of them.
///
/// Source: Apache Parquet, `parquet.thrift` (PageHeader, ColumnMetaData); data pages of version 1, which
/// every reader knows.
struct ParquetChunk {
  private enum Encoding {
    static let plain = 0
    static let runLength = 3
    static let dictionary = 8
  }

  private let buffer: ParquetBuffer
  private let compression: ParquetCompression
  private let dictionary: ParquetDictionary?
  /// The pages, headers and all.
  private(set) var bytes: [UInt8] = []
  /// Where data begins after the dictionary, from the chunk's start.
  private var dataOffset = 0
  /// What `bytes` would be without compression.
  private(set) var uncompressedSize = 0

  init(_ buffer: ParquetBuffer, compression: ParquetCompression, pageSize: Int) {
    self.buffer = buffer
    self.compression = compression
    dictionary = buffer.place.usesDictionary ? ParquetDictionary(buffer) : nil
    if let dictionary {
      appendPage(dictionary.bytes, type: 2) { header in
        header.structure(7) {
          $0.int32(1, dictionary.count)
          $0.int32(2, Encoding.plain)
        }
      }
      dataOffset = bytes.count
    }
    appendDataPages(pageSize: pageSize)
  }

  // MARK: Pages

  /// Cuts the values into pages of about a size, rows whole.
  private mutating func appendDataPages(pageSize: Int) {
    let place = buffer.place
    let top = UInt8(place.definition)
    var start = (entry: 0, value: 0)
    var at = start
    var size = 0
    while at.entry < buffer.entries {
      let startsRow = place.repetition == 0 || buffer.repetitions[at.entry] == 0
      if startsRow, size >= pageSize {
        appendDataPage(entries: start.entry..<at.entry, values: start.value..<at.value)
        start = at
        size = 0
      }
      if place.definition == 0 || buffer.definitions[at.entry] == top {
        let own = place.physical.size
        size += own > 0 ? own : buffer.value(at.value).count + 4
        at.value += 1
      }
      at.entry += 1
    }
    appendDataPage(entries: start.entry..<at.entry, values: start.value..<at.value)
  }

  private mutating func appendDataPage(entries: Range<Int>, values: Range<Int>) {
    let place = buffer.place
    var page: [UInt8] = []
    if place.repetition > 0 {
      Self.append(levels: buffer.repetitions[entries], place.repetition, to: &page)
    }
    if place.definition > 0 {
      Self.append(levels: buffer.definitions[entries], place.definition, to: &page)
    }
    if let dictionary {
      page.append(UInt8(dictionary.width))
      page += RunLength.encode(dictionary.indices[values], width: dictionary.width)
    } else {
      page += buffer.plain(values)
    }
    let encoding = dictionary == nil ? Encoding.plain : Encoding.dictionary
    appendPage(page, type: 0) { header in
      header.structure(5) {
        $0.int32(1, entries.count)
        $0.int32(2, encoding)
        $0.int32(3, Encoding.runLength)
        $0.int32(4, Encoding.runLength)
      }
    }
  }

  /// Levels with their length in front.
  private static func append(levels: ArraySlice<UInt8>, _ largest: Int, to page: inout [UInt8]) {
    let encoded = RunLength.encode(levels, width: RunLength.width(of: largest))
    withUnsafeBytes(of: UInt32(encoded.count).littleEndian) { page.append(contentsOf: $0) }
    page += encoded
  }

  private mutating func appendPage(
    _ page: [UInt8], type: Int, _ body: (inout ThriftWriter) -> Void
  ) {
    let packed = compression.pack(page)
    var header = ThriftWriter()
    header.int32(1, type)
    header.int32(2, page.count)
    header.int32(3, packed.count)
    header.int32(4, ParquetCompression.checksum(packed))
    body(&header)
    bytes += header.ended
    bytes += packed
    uncompressedSize += header.ended.count + page.count
  }

  // MARK: The file's end

  /// The column's entry in the row group, for a chunk that begins at an offset in the file.
  func metadata(at offset: Int) -> [UInt8] {
    let place = buffer.place
    var column = ThriftWriter()
    column.int64(2, 0)
    column.structure(3) { meta in
      meta.int32(1, place.physical.rawValue)
      meta.integers(
        2, [Encoding.plain, Encoding.runLength] + (dictionary == nil ? [] : [Encoding.dictionary]))
      meta.texts(3, place.path)
      meta.int32(4, compression.code)
      meta.int64(5, buffer.entries)
      meta.int64(6, uncompressedSize)
      meta.int64(7, bytes.count)
      meta.int64(9, offset + dataOffset)
      if dictionary != nil { meta.int64(11, offset) }
      meta.structure(12) { ParquetStatistics(buffer).encode(into: &$0) }
    }
    return column.ended
  }
}
