/// A clip that could not be made.
public enum VideoError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There is no such program on the path.
  case programMissing(String)
  /// A frame or an option is wrong.
  case invalid(field: String, reason: String)
  /// The program ended with something else than 0; what it said last.
  case failed(String)
  /// The clip was not done in time, and was given up.
  case deadline(Duration)

  public var description: String {
    switch self {
    case .programMissing(let program):
      "there is no \(program) on the PATH: install it (on Debian: apt-get install ffmpeg)"
    case .invalid(let field, let reason): "\(field) \(reason)"
    case .failed(let reason): "the clip could not be encoded: \(reason)"
    case .deadline(let time): "the clip was not encoded within \(time)"
    }
  }
}
