import Catalog
import Demonstrations

/// Why an uploaded file was not taken.
public enum IngestError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The content is wrong, and where.
  case demonstration(DemonstrationError)
  /// No task has this name.
  case unknownTask(String)
  /// Its content is known as a demonstration of another task.
  case conflict(String)
  /// Reading it took more time or memory than is allowed, or killed the reader.
  case limits(String)
  /// There is no room to keep it.
  case full
  /// The mill failed; the file may be good.
  case failed(String)

  public var description: String {
    switch self {
    case .demonstration(let error): error.description
    case .unknownTask(let task): "no task is named \(task)"
    case .full: BlobError.full.description
    case .conflict(let reason), .limits(let reason), .failed(let reason): reason
    }
  }
}
