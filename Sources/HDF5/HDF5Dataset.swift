import CHDF5

/// A dataset: an n-dimensional array of numbers or byte strings.
public struct HDF5Dataset {
  /// What an element is.
  public enum Element: Sendable, Hashable {
    case integer
    case float
    /// Named integers; h5py stores truth values so.
    case enumeration
    /// Byte strings of one length.
    case fixedString(bytes: Int)
    /// Anything else; cannot be read here.
    case other
  }

  let handle: HDF5Handle
  /// The path from the root.
  public let path: String
  /// The extent of each dimension; empty for a single number.
  public let dimensions: [Int]
  public let element: Element

  /// Checks what the dataset declares, before anything is read.
  init(_ handle: HDF5Handle, path: String, limits: HDF5Limits) throws(HDF5Error) {
    var info = chdf5_dataset_info()
    guard chdf5_describe(handle.id, &info) == 0 else {
      throw .library(.unreadable, path: path, "is damaged")
    }

    // nothing that opens other files or runs foreign code
    guard info.is_virtual == 0, info.external_files == 0 else {
      throw HDF5Error(.refused, path: path, reason: "keeps its data in other files")
    }
    guard info.refused_filter == 0 else {
      throw .foreignFilter(Int(info.refused_filter), path: path)
    }

    // declared sizes within bounds: 8 bytes each in memory, and as they are in the file
    let rank = Int(info.rank)
    let extents = withUnsafeBytes(of: &info.dims) { raw in
      Array(raw.bindMemory(to: UInt64.self).prefix(rank))
    }
    let width = max(8, info.element_size)
    guard Self.bytes(extents, width) <= UInt64(limits.datasetBytes) else {
      throw HDF5Error(
        .tooLarge, path: path,
        reason: "declares \(extents) elements, more than \(limits.datasetBytes) bytes")
    }
    guard Self.bytes([info.chunk_elements], width) <= UInt64(limits.chunkBytes) else {
      throw HDF5Error(.tooLarge, path: path, reason: "has chunks that are too large")
    }

    self.handle = handle
    self.path = path
    dimensions = extents.map { Int($0) }
    element =
      switch Int(info.element_class) {
      case CHDF5_CLASS_INTEGER: .integer
      case CHDF5_CLASS_FLOAT: .float
      case CHDF5_CLASS_ENUM: .enumeration
      case CHDF5_CLASS_FIXED_STRING: .fixedString(bytes: Int(info.element_size))
      default: .other
      }
  }

  /// The number of elements.
  public var count: Int { dimensions.reduce(1, *) }

  /// All numbers, row-major.
  ///
  /// - Throws: `HDF5Error` of kind `shape` when they are no numbers, `unreadable` when damaged.
  public func doubles() throws(HDF5Error) -> [Double] {
    guard element == .float || element == .integer || element == .enumeration else {
      throw HDF5Error(.shape, path: path, reason: "must hold numbers")
    }
    return try read(CHDF5_DOUBLE, 0.0)
  }

  /// All whole numbers, row-major.
  ///
  /// - Throws: `HDF5Error` of kind `shape` when they are no integers, `unreadable` when damaged.
  public func integers() throws(HDF5Error) -> [Int] {
    guard element == .integer || element == .enumeration else {
      throw HDF5Error(.shape, path: path, reason: "must hold whole numbers")
    }
    return try read(CHDF5_INT64, 0)
  }

  /// All byte strings of a dataset of fixed-length strings, without their padding.
  ///
  /// - Throws: `HDF5Error` of kind `shape` when they are none, `unreadable` when damaged.
  public func strings() throws(HDF5Error) -> [String] {
    guard case .fixedString(let size) = element, size > 0 else {
      throw HDF5Error(.shape, path: path, reason: "must hold byte strings of one length")
    }
    var bytes = [UInt8](repeating: 0, count: count * size)
    guard count == 0 || chdf5_read_fixed_strings(handle.id, size, &bytes) == 0 else {
      throw .library(.unreadable, path: path, "cannot be read")
    }
    return (0..<count).map { k in
      String(decoding: bytes[(k * size)..<((k + 1) * size)].prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  private func read<T>(_ type: Int, _ zero: T) throws(HDF5Error) -> [T] {
    guard count > 0 else { return [] }
    var failed = false
    let numbers = [T](unsafeUninitializedCapacity: count) { buffer, filled in
      buffer.initialize(repeating: zero)
      filled = count
      failed = chdf5_read(handle.id, Int32(type), buffer.baseAddress) != 0
    }
    guard !failed else { throw .library(.unreadable, path: path, "cannot be read") }
    return numbers
  }

  /// The product, or the largest number where it would overflow.
  private static func bytes(_ extents: [UInt64], _ width: UInt64) -> UInt64 {
    var product = width
    for extent in extents {
      let (value, overflow) = product.multipliedReportingOverflow(by: extent)
      if overflow { return .max }
      product = value
    }
    return product
  }
}
