import HDF5

/// Why a dataset could not be written.
public enum DatasetError: Error, Sendable, Hashable, CustomStringConvertible {
  /// There is no episode to write.
  case empty
  /// The episode, by its index in the dataset, contradicts itself or those before it.
  case unusableEpisode(index: Int, reason: String)
  /// The file could not be written.
  case file(HDF5Error)
  /// A folder of files could not be written: which, and why.
  case folder(path: String, reason: String)
  /// An archive could not be written, for this reason.
  case output(String)

  public var description: String {
    switch self {
    case .empty: "a dataset needs at least one episode"
    case .unusableEpisode(let index, let reason): "episode \(index): \(reason)"
    case .file(let error): error.description
    case .folder(let path, let reason): "\(path) \(reason)"
    case .output(let reason): reason
    }
  }

  /// The value of a call to the HDF5 wrapper, with its errors made to this type.
  static func from<T>(_ body: () throws(HDF5Error) -> T) throws(DatasetError) -> T {
    do throws(HDF5Error) { return try body() } catch { throw .file(error) }
  }
}
