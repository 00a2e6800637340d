/// Many JPEGs in one file, each in one piece, so that a range request takes a single one.
///
/// The file: `DMTHUMB1`; how many there are (UInt32); the offset from the file's begin and the
/// length of each (two UInt32); then the JPEGs one behind the other. All numbers are little-endian.
public struct ThumbnailFile: Sendable, Equatable {
  /// Where a JPEG lies in the file.
  public struct Entry: Sendable, Hashable {
    /// Bytes from the file's begin.
    public var offset: Int
    /// Bytes of the JPEG.
    public var length: Int

    /// The bytes of the file that a request asks for.
    public var range: Range<Int> { offset..<offset + length }

    public init(offset: Int, length: Int) {
      self.offset = offset
      self.length = length
    }
  }

  private static let magic = Array("DMTHUMB1".utf8)
  private static let firstLength = 12

  public let index: [Entry]
  /// The whole file.
  public let bytes: [UInt8]

  /// A file of JPEGs.
  ///
  /// - Throws: `RenderingError` naming `thumbnails` if the file would be 4 GiB or more.
  public init(_ pictures: [[UInt8]]) throws(RenderingError) {
    let head = Self.headLength(pictures.count)
    let total = pictures.reduce(head) { $0 + $1.count }
    guard total <= Int(UInt32.max) else {
      throw RenderingError(
        field: "thumbnails", reason: "are \(total) bytes; a file holds less than 4 GiB")
    }

    // where each will lie
    var index: [Entry] = []
    var offset = head
    for picture in pictures {
      index.append(Entry(offset: offset, length: picture.count))
      offset += picture.count
    }
    var file = Self.magic + Self.little(pictures.count)
    file.reserveCapacity(total)
    for entry in index { file += Self.little(entry.offset) + Self.little(entry.length) }
    for picture in pictures { file += picture }
    self.index = index
    bytes = file
  }

  /// Bytes of the magic, the number and the index of so many thumbnails.
  public static func headLength(_ count: Int) -> Int { firstLength + 8 * count }

  /// The index of a file, from its first bytes: at least `headLength` of them.
  ///
  /// - Throws: `RenderingError` naming `thumbnails` if it is cut short or damaged.
  public static func index(of head: [UInt8], fileLength: Int) throws(RenderingError) -> [Entry] {
    func refuse(_ reason: String) -> RenderingError {
      RenderingError(field: "thumbnails", reason: reason)
    }
    guard head.count >= firstLength, head.starts(with: magic) else {
      throw refuse("are not a file of thumbnails")
    }
    let numbers = LittleEndian(head)
    let count = numbers.number(8, 4)
    guard headLength(count) <= head.count else { throw refuse("are cut short within the index") }

    // each begins where the one before ends, and the last one ends the file
    var entries: [Entry] = []
    var next = headLength(count)
    for at in 0..<count {
      let entry = Entry(
        offset: numbers.number(firstLength + 8 * at, 4),
        length: numbers.number(firstLength + 8 * at + 4, 4))
      guard entry.offset == next else { throw refuse("have a damaged index at \(at)") }
      next += entry.length
      entries.append(entry)
    }
    guard next == fileLength else {
      throw refuse("are \(fileLength) bytes, but the index says \(next)")
    }
    return entries
  }

  private static func little(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
