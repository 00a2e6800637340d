import CHDF5

/// A group of a file being written.
public struct HDF5NewGroup {
  let handle: HDF5Handle
  /// Keeps the file open as long as it is written to.
  let file: HDF5NewFile
  /// The path from the root, without a leading slash; empty for the root.
  public let path: String

  init(_ handle: HDF5Handle, file: HDF5NewFile, path: String) {
    self.handle = handle
    self.file = file
    self.path = path
  }

  /// Makes a child group.
  ///
  /// - Throws: `HDF5Error` of kind `notWritten`, for instance when the name is taken.
  public func makeGroup(_ name: String) throws(HDF5Error) -> HDF5NewGroup {
    try check(name)
    let id = chdf5_create_group(handle.id, name)
    guard id >= 0 else { throw .library(.notWritten, path: path(of: name), "cannot be made") }
    return HDF5NewGroup(HDF5Handle(id), file: file, path: path(of: name))
  }

  /// A child group that is there already.
  ///
  /// - Throws: `HDF5Error` of kind `notWritten` when it is not.
  public func group(_ name: String) throws(HDF5Error) -> HDF5NewGroup {
    try check(name)
    var kind: Int32 = 0
    let id = chdf5_open_object(handle.id, name, &kind)
    guard id >= 0 else { throw .library(.notWritten, path: path(of: name), "cannot be opened") }
    return HDF5NewGroup(HDF5Handle(id), file: file, path: path(of: name))
  }

  /// Writes a dataset of float64, row-major, contiguous.
  ///
  /// - Throws: `HDF5Error` of kind `shape` when count and dimensions differ, or `notWritten`.
  public func write(
    _ name: String, _ numbers: [Double], _ dimensions: [Int]
  ) throws(HDF5Error) {
    try write(name, CHDF5_DOUBLE, numbers[...], dimensions)
  }

  /// Writes a part of an array as a dataset of float64, without a copy.
  ///
  /// - Throws: `HDF5Error` of kind `shape` when count and dimensions differ, or `notWritten`.
  public func write(
    _ name: String, _ numbers: ArraySlice<Double>, _ dimensions: [Int]
  ) throws(HDF5Error) {
    try write(name, CHDF5_DOUBLE, numbers, dimensions)
  }

  /// Writes a dataset of int64, row-major, contiguous.
  ///
  /// - Throws: `HDF5Error` of kind `shape` when count and dimensions differ, or `notWritten`.
  public func write(_ name: String, _ numbers: [Int], _ dimensions: [Int]) throws(HDF5Error) {
    try write(name, CHDF5_INT64, numbers[...], dimensions)
  }

  /// Writes a dataset of uint8, row-major, contiguous.
  ///
  /// - Throws: `HDF5Error` of kind `shape` when count and dimensions differ, or `notWritten`.
  public func write(
    _ name: String, _ numbers: [UInt8], _ dimensions: [Int]
  ) throws(HDF5Error) {
    try write(name, CHDF5_UINT8, numbers[...], dimensions)
  }

  /// Writes pictures as a dataset of uint8 that readers can take frame by frame: a chunk for each index of
  /// the first axis, deflated at level 1.
  ///
  /// - Throws: `HDF5Error` of kind `shape` when count and dimensions differ or are 0, or `notWritten`.
  public func write(
    _ name: String, frames: ArraySlice<UInt8>, _ dimensions: [Int]
  ) throws(HDF5Error) {
    try write(name, CHDF5_UINT8, frames: frames, dimensions)
  }

  /// Writes depths as a dataset of float32, as pictures are written.
  ///
  /// - Throws: `HDF5Error` of kind `shape` when count and dimensions differ or are 0, or `notWritten`.
  public func write(
    _ name: String, frames: ArraySlice<Float>, _ dimensions: [Int]
  ) throws(HDF5Error) {
    try write(name, CHDF5_FLOAT, frames: frames, dimensions)
  }

  private func write<T>(
    _ name: String, _ type: Int, frames: ArraySlice<T>, _ dimensions: [Int]
  ) throws(HDF5Error) {
    try check(name)
    guard dimensions.count >= 2, dimensions.allSatisfy({ $0 > 0 }),
      dimensions.reduce(1, *) == frames.count
    else {
      throw HDF5Error(
        .shape, path: path(of: name),
        reason: "\(frames.count) values do not fill the shape \(dimensions)")
    }
    let extents = dimensions.map { UInt64($0) }
    let status = frames.withUnsafeBytes { raw in
      chdf5_write_frames(
        handle.id, name, Int32(type), Int32(extents.count), extents, 1, raw.baseAddress)
    }
    guard status == 0 else { throw .library(.notWritten, path: path(of: name), "not written") }
  }

  /// Writes a list of texts as byte strings of one length (numpy's kind `S`), padded with zeros.
  ///
  /// - Throws: `HDF5Error` of kind `notWritten`.
  public func write(_ name: String, strings: [String]) throws(HDF5Error) {
    try check(name)
    let size = max(1, strings.map(\.utf8.count).max() ?? 1)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(strings.count * size)
    for text in strings {
      bytes += Array(text.utf8)
      bytes += [UInt8](repeating: 0, count: size - text.utf8.count)
    }
    let status = chdf5_write_fixed_strings(
      handle.id, name, UInt64(strings.count), size, bytes)
    guard status == 0 else { throw .library(.notWritten, path: path(of: name), "not written") }
  }

  /// Sets a text attribute, of variable length and UTF-8.
  ///
  /// - Throws: `HDF5Error` of kind `shape` when it holds a zero byte, or `notWritten`.
  public func setAttribute(_ name: String, _ text: String) throws(HDF5Error) {
    guard !text.utf8.contains(0) else {
      throw HDF5Error(.shape, path: "\(path)@\(name)", reason: "a text cannot hold a zero byte")
    }
    guard chdf5_write_text(handle.id, name, text) == 0 else {
      throw .library(.notWritten, path: "\(path)@\(name)", "not written")
    }
  }

  /// Sets an int64 attribute.
  ///
  /// - Throws: `HDF5Error` of kind `notWritten`.
  public func setAttribute(_ name: String, _ value: Int) throws(HDF5Error) {
    guard chdf5_write_int(handle.id, name, Int64(value)) == 0 else {
      throw .library(.notWritten, path: "\(path)@\(name)", "not written")
    }
  }

  /// Links to a path within the same file, whether or not something is there.
  ///
  /// - Throws: `HDF5Error` of kind `notWritten`.
  public func linkSoft(_ name: String, to target: String) throws(HDF5Error) {
    guard chdf5_link_soft(handle.id, name, target) == 0 else {
      throw .library(.notWritten, path: path(of: name), "not linked")
    }
  }

  /// Links to a path within another file; this wrapper itself never follows such links.
  ///
  /// - Throws: `HDF5Error` of kind `notWritten`.
  public func linkExternal(
    _ name: String, file: String, path target: String
  ) throws(HDF5Error) {
    guard chdf5_link_external(handle.id, name, file, target) == 0 else {
      throw .library(.notWritten, path: path(of: name), "not linked")
    }
  }

  private func path(of name: String) -> String { path.isEmpty ? name : "\(path)/\(name)" }

  /// A slash would make or enter other groups.
  private func check(_ name: String) throws(HDF5Error) {
    guard !name.isEmpty, name != ".", !name.contains("/"), !name.utf8.contains(0) else {
      throw HDF5Error(.notWritten, path: path(of: name), reason: "not a name for a child")
    }
  }

  private func write<T>(
    _ name: String, _ type: Int, _ numbers: ArraySlice<T>, _ dimensions: [Int]
  ) throws(HDF5Error) {
    try check(name)
    guard dimensions.allSatisfy({ $0 >= 0 }), dimensions.reduce(1, *) == numbers.count else {
      throw HDF5Error(
        .shape, path: path(of: name),
        reason: "\(numbers.count) numbers do not fill the shape \(dimensions)")
    }
    let extents = dimensions.map { UInt64($0) }
    let status = numbers.withUnsafeBytes { raw in
      chdf5_write(
        handle.id, name, Int32(type), Int32(extents.count), extents, raw.baseAddress)
    }
    guard status == 0 else { throw .library(.notWritten, path: path(of: name), "not written") }
  }
}
