import CHDF5
import Foundation

/// The attributes of a group, for reading.
public struct HDF5Attributes {
  let handle: HDF5Handle
  let path: String
  let limits: HDF5Limits

  /// The path of an attribute in messages: `group@name`.
  public func path(of name: String) -> String { "\(path)@\(name)" }

  /// Whether an attribute of the name exists.
  public func contains(_ name: String) -> Bool { chdf5_has_attribute(handle.id, name) > 0 }

  /// The text of an attribute, of fixed or variable length.
  ///
  /// - Throws: `HDF5Error` of kind `missing`, `shape` when it is no single text, or `tooLarge`.
  public func text(_ name: String) throws(HDF5Error) -> String {
    var bytes: UnsafeMutablePointer<CChar>?
    var length = 0
    let status = chdf5_read_text(handle.id, name, limits.textBytes, &bytes, &length)
    defer { free(bytes) }
    try check(status, name, expected: "must be one text")
    guard let bytes else { return "" }
    let raw = UnsafeRawBufferPointer(start: bytes, count: length)
    return String(decoding: raw, as: UTF8.self)
  }

  /// The number of an attribute.
  ///
  /// - Throws: `HDF5Error` of kind `missing`, or `shape` when it is no single number.
  public func number(_ name: String) throws(HDF5Error) -> Double {
    var value = 0.0
    try check(
      chdf5_read_number(handle.id, name, &value), name, expected: "must be one number")
    return value
  }

  /// The whole number of an attribute.
  ///
  /// - Throws: `HDF5Error` of kind `missing`, or `shape` when it is no single whole number.
  public func integer(_ name: String) throws(HDF5Error) -> Int {
    guard let value = Int(exactly: try number(name)) else {
      throw HDF5Error(.shape, path: path(of: name), reason: "must be a whole number")
    }
    return value
  }

  private func check(
    _ status: Int32, _ name: String, expected: String
  ) throws(HDF5Error) {
    switch Int(status) {
    case CHDF5_OK: return
    case CHDF5_ABSENT: throw HDF5Error(.missing, path: path(of: name), reason: "is missing")
    case CHDF5_WRONG_TYPE: throw HDF5Error(.shape, path: path(of: name), reason: expected)
    case CHDF5_TOO_LARGE:
      throw HDF5Error(
        .tooLarge, path: path(of: name), reason: "is longer than \(limits.textBytes) bytes")
    default: throw .library(.unreadable, path: path(of: name), "cannot be read")
    }
  }
}
