/// Why a Parquet file could not be written.
public enum ParquetError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The schema cannot be: the field, by its path, and why.
  case schema(field: String, reason: String)
  /// Values that are not what the schema says: the field, by its path, and why.
  case values(field: String, reason: String)
  /// The file could not be written.
  case file(path: String, reason: String)

  public var description: String {
    switch self {
    case .schema(let field, let reason): "field \(field) \(reason)"
    case .values(let field, let reason): "values of \(field): \(reason)"
    case .file(let path, let reason): "\(path) \(reason)"
    }
  }
}
