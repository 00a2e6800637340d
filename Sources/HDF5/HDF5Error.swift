import CHDF5

/// What went wrong with an HDF5 file, and where in it.
public struct HDF5Error: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of fault.
  public enum Kind: String, Sendable, Hashable {
    /// Not an HDF5 file, or damaged.
    case unreadable
    /// No object or attribute of the name.
    case missing
    /// A feature that is not taken: links to other files, virtual datasets, unknown filters.
    case refused
    /// A type or shape other than asked for.
    case shape
    /// More than is accepted.
    case tooLarge
    /// The file system said no while writing.
    case notWritten
  }

  public var kind: Kind
  /// The path within the file, `group/dataset` or `group@attribute`; of the file itself, empty.
  public var path: String
  /// What is wrong there, in words.
  public var reason: String

  /// An error of a kind, at a path within the file.
  public init(_ kind: Kind, path: String, reason: String) {
    self.kind = kind
    self.path = path
    self.reason = reason
  }

  public var description: String { path.isEmpty ? reason : "\(path): \(reason)" }

  /// An error with the library's own last message behind it.
  static func library(_ kind: Kind, path: String, _ what: String) -> HDF5Error {
    var buffer = [CChar](repeating: 0, count: 256)
    chdf5_last_error(&buffer, buffer.count)
    let text = String(
      decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return HDF5Error(kind, path: path, reason: text.isEmpty ? what : "\(what) (\(text))")
  }
}
