import CZlib

/// An entry of a `.npz` archive while it is written: bytes go in, deflated ones gather.
///
/// Several may be open at once, for instance one for each camera of an episode. What is held is
/// the deflated bytes only.
///
///     let images = try NumpyEntry("agentview_image", type: .uint8, shape: [frames, 84, 84, 3])
///     for frame in episode { images.append(frame.bytes) }
///     try archive.add(images)
public final class NumpyEntry {
  /// As it is called in the archive, for instance `agentview_image.npy`.
  public let name: String
  /// Bytes that must come in all.
  let expected: Int

  private(set) var packed: [UInt8] = []
  private(set) var checksum: UInt = 0
  private(set) var count = 0
  private var finished = false

  private let stream: UnsafeMutablePointer<z_stream>
  /// What deflate writes into before it is taken over.
  private let room: UnsafeMutableBufferPointer<UInt8>

  /// An array whose numbers come piece by piece, little-endian in C order.
  ///
  /// `level` is zlib's: 1 is fast, 9 is small.
  ///
  /// - Throws: `NumpyArchiveError` naming the array, or `level`.
  public convenience init(
    _ name: String, type: NumpyElementType, shape: [Int], level: Int = 1
  ) throws(NumpyArchiveError) {
    guard ZipName.isAllowed(name) else { throw Self.nameRefused(name + ".npy") }
    let header = NumpyHeader(type: type, shape: shape).bytes
    let body = try NumpyArray.byteCount(type: type, shape: shape, field: name)
    guard body < Int.max - header.count else {
      throw NumpyArchiveError(field: name, reason: "\(shape) is too large")
    }
    try self.init(file: name + ".npy", expected: header.count + body, level: level)
    append(header)
  }

  /// A file of so many bytes.
  init(file name: String, expected: Int, level: Int) throws(NumpyArchiveError) {
    guard ZipName.isAllowed(name) else { throw Self.nameRefused(name) }
    guard (1...9).contains(level) else {
      throw NumpyArchiveError(field: "level", reason: "is \(level), but must be between 1 and 9")
    }
    self.name = name
    self.expected = expected
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    room = .allocate(capacity: 1 << 16)

    // -15: deflate without zlib's own head and checksum, as zip wants it
    let status = deflateInit2_(
      stream, Int32(level), Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib could not begin: \(status)")
  }

  private static func nameRefused(_ name: String) -> NumpyArchiveError {
    NumpyArchiveError(
      field: name,
      reason: "must be named by letters, digits, and _ - . with / between parts, at most 200")
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
    room.deallocate()
  }

  /// More of the entry's bytes; that there are as many as the shape says is checked at the end.
  public func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { append($0) }
  }

  /// More of the entry's bytes.
  public func append(_ bytes: UnsafeRawBufferPointer) {
    // zlib counts in 32 bits
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
      rest = rest.dropFirst(piece.count)
      let bytes = piece.bindMemory(to: UInt8.self)
      count += bytes.count
      // too many are counted only, and refused at the end
      if finished || count > expected { continue }
      checksum = crc32(checksum, bytes.baseAddress, UInt32(bytes.count))
      stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
      stream.pointee.avail_in = UInt32(bytes.count)
      deflate(Z_NO_FLUSH)
    }
  }

  /// Ends the stream.
  ///
  /// - Throws: `NumpyArchiveError` naming the entry if bytes are missing or too many.
  func finish() throws(NumpyArchiveError) {
    guard count == expected else {
      throw NumpyArchiveError(field: name, reason: "is \(count) bytes, but must be \(expected)")
    }
    if !finished { deflate(Z_FINISH) }
    finished = true
  }

  /// Runs deflate until it has taken all that is there.
  private func deflate(_ flush: Int32) {
    repeat {
      stream.pointee.next_out = room.baseAddress
      stream.pointee.avail_out = UInt32(room.count)
      let status = CZlib.deflate(stream, flush)
      // a full buffer is the only thing that can go wrong, and it is emptied each time
      precondition(status != Z_STREAM_ERROR, "zlib could not compress \(name)")
      packed += room.prefix(room.count - Int(stream.pointee.avail_out))
    } while stream.pointee.avail_out == 0
  }
}
