/// Numbers with a shape, in C order (the last index runs fastest), little-endian.
public struct NumpyArray: Sendable, Equatable {
  public let type: NumpyElementType
  /// How many along each axis, for instance frames x height x width x 3.
  public let shape: [Int]
  /// The numbers as they lie in the file: `type.size` bytes each.
  public let bytes: [UInt8]

  /// An array of bytes that are already in the file's order.
  ///
  /// - Throws: `NumpyArchiveError` naming `shape` unless it is as long as the bytes say.
  public init(type: NumpyElementType, shape: [Int], bytes: [UInt8]) throws(NumpyArchiveError) {
    let expected = try Self.byteCount(type: type, shape: shape, field: "shape")
    guard expected == bytes.count else {
      throw NumpyArchiveError(
        field: "shape", reason: "\(shape) is \(expected) bytes, but there are \(bytes.count)")
    }
    self.type = type
    self.shape = shape
    self.bytes = bytes
  }

  /// An array of numbers.
  ///
  /// - Throws: `NumpyArchiveError` naming `shape` unless it is as long as there are numbers.
  public init<Element: NumpyElement>(
    _ values: [Element], shape: [Int]
  ) throws(NumpyArchiveError) {
    // every machine that this is built for is little-endian
    let bytes = values.withUnsafeBytes { Array($0) }
    try self.init(type: Element.numpyType, shape: shape, bytes: bytes)
  }

  /// The numbers, row by row.
  ///
  /// - Throws: `NumpyArchiveError` naming `type` if they are of another one.
  public func values<Element: NumpyElement>(
    as element: Element.Type = Element.self
  ) throws(NumpyArchiveError) -> [Element] {
    guard Element.numpyType == type else {
      throw NumpyArchiveError(
        field: "type", reason: "is \(type.rawValue), not \(Element.numpyType.rawValue)")
    }
    return bytes.withUnsafeBytes { raw in
      (0..<raw.count / type.size).map {
        raw.loadUnaligned(fromByteOffset: $0 * type.size, as: Element.self)
      }
    }
  }

  /// Bytes of a shape; refuses sides below 0, more than 32 axes (numpy's limit), and overflow.
  static func byteCount(
    type: NumpyElementType, shape: [Int], field: String
  ) throws(NumpyArchiveError) -> Int {
    guard shape.count <= 32, shape.allSatisfy({ $0 >= 0 }) else {
      throw NumpyArchiveError(
        field: field, reason: "\(shape) must have at most 32 sides, none of them below 0")
    }
    var count = type.size
    for side in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: side)
      guard !overflow else {
        throw NumpyArchiveError(field: field, reason: "\(shape) is too large")
      }
      count = product
    }
    return count
  }
}
