/// Why a mill cannot start.
public enum MillError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Another process has the data folder.
  case folderInUse(String)
  /// The data folder cannot be used.
  case folder(String)
  /// A file of the scenes folder is wrong.
  case scenes(String)
  /// The catalog cannot be opened.
  case catalog(String)
  /// The kernel does not confine readers of uploads, as it was told it must.
  case sandbox(String)

  public var description: String {
    switch self {
    case .folderInUse(let folder): "\(folder) is in use by another process"
    case .folder(let reason), .scenes(let reason), .catalog(let reason),
      .sandbox(let reason):
      reason
    }
  }
}
