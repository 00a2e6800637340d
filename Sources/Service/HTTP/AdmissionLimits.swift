/// How many requests of each kind may be in work at a time.
public struct AdmissionLimits: Sendable, Hashable {
  /// Reads of the catalog.
  public var looks = 128
  /// Writes to the catalog: they go one by one, so more would only wait.
  public var changes = 64
  /// Bodies that arrive or are read by a child process.
  public var uploads = 24
  /// Files on their way to clients.
  public var downloads = 128
  /// Clients that listen to events.
  public var watches = 512
  /// Previews, drawn scenes and verifications: each is a process.
  public var computes = 8

  /// Bytes of a body that must have come before its upload takes a place.
  public var firstPiece = 8 << 10
  /// When all places are taken, the slowest upload below so many bytes per second gives its place up.
  public var contestedRate = 16 << 10
  /// Nobody's rate counts before an upload was waited for so long.
  public var contestedGrace = Duration.seconds(1)

  public init() {}

  /// Seconds that somebody without a place should stay away at least: what takes a process takes longer.
  func leastPatience(_ load: Admission.Load) -> Int { load == .upload || load == .compute ? 2 : 1 }

  /// The limit of a kind.
  func most(_ load: Admission.Load) -> Int {
    switch load {
    case .look: looks
    case .change: changes
    case .upload: uploads
    case .download: downloads
    case .watch: watches
    case .compute: computes
    }
  }
}
