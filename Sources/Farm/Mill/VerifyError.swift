/// Why an episode could not be verified.
public enum VerifyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// No episode has this id.
  case unknownEpisode(String)
  /// It cannot be made again, for instance by this version of the engine.
  case impossible(String)
  /// The mill failed.
  case failed(String)

  public var description: String {
    switch self {
    case .unknownEpisode(let id): "episode \(id) is not known"
    case .impossible(let reason), .failed(let reason): reason
    }
  }
}
