import Episodes

/// Writes a dataset in some format, one episode after the other.
public protocol DatasetWriter: AnyObject {
  /// Episodes that it holds, with those that an earlier process wrote of it.
  var episodes: Int { get }

  /// Adds an episode; one that does not belong to those before it leaves the dataset as it was.
  ///
  /// - Parameters:
  ///   - episode: a success, whole.
  ///   - world: where it took place, for formats that tell that.
  ///   - pictures: of the environment's cameras, for formats that hold pictures.
  ///   - side: of the split.
  /// - Throws: `DatasetError.unusableEpisode`, or what writing fails with.
  func append(
    _ episode: Episode, world: RobomimicEnvironment.World?, pictures: EpisodePictures?,
    side: DatasetSide
  ) throws(DatasetError)

  /// Writes what is to be said of all, and puts the dataset in its place; nothing can be appended
  /// afterwards.
  ///
  /// - Throws: `DatasetError.empty` without an episode, or what writing fails with.
  func finish() throws(DatasetError) -> DatasetSummary
}

extension DatasetWriter {
  /// Adds an episode of which no more is known than its pictures and its side.
  ///
  /// - Throws: `DatasetError.unusableEpisode`, or what writing fails with.
  public func append(
    _ episode: Episode, pictures: EpisodePictures? = nil, side: DatasetSide = .train
  ) throws(DatasetError) {
    try append(episode, world: nil, pictures: pictures, side: side)
  }
}

/// What can be asked of every format.
public protocol DatasetWriterOptions: Sendable {
  /// What actions say.
  var actionSpace: ActionSpace { get set }
  /// Whether each episode tells all ways in which it may be asked for.
  var paraphrases: Bool { get set }
  /// What the dataset is to be, in any words: a writer of the same goes on with what an earlier process
  /// left when it died, to the same bytes; nil to start anew.
  var identity: String? { get set }
  /// Episodes after which what there is can be gone on with; it may decide how files are laid out.
  var checkpointDistance: Int { get set }
}
