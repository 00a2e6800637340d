import GRDB

/// Why the catalog did not do what was asked.
public enum CatalogError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Nothing has this id or name.
  case notFound(String)
  /// It stands against what is there, for instance a state that does not allow it.
  case conflict(String)
  /// A value of the caller's is unusable.
  case invalid(field: String, reason: String)
  /// A quota is used up.
  case exhausted(String)
  /// The disk is full.
  case full
  /// The database failed.
  case storage(String)

  /// The catalog's word for an error of the database.
  init(_ error: any Error) {
    switch error {
    case let error as CatalogError: self = error
    case let error as DatabaseError where error.resultCode == .SQLITE_FULL: self = .full
    default: self = .storage("\(error)")
    }
  }

  public var description: String {
    switch self {
    case .notFound(let what): "\(what) is not known"
    case .conflict(let reason), .exhausted(let reason): reason
    case .invalid(let field, let reason): "\(field): \(reason)"
    case .full: "the disk is full"
    case .storage(let reason): "the catalog failed: \(reason)"
    }
  }
}
