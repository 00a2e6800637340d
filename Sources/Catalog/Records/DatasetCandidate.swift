/// An episode that a dataset takes, or may take, with what its place and its side go by.
public struct DatasetCandidate: Sendable, Hashable {
  public var episode: EpisodeRecord
  /// Of its job.
  public var distribution: String
  public var seed: UInt64
  /// Nil for episodes of before it was noted.
  public var path: EpisodePath?
  /// The look of its pictures where it comes from a render.
  public var styleSeed: UInt64?
  /// Its pictures where it comes from a render.
  public var pictureSet: String?
}

/// What a dataset may be chosen from.
public struct DatasetCandidates: Sendable {
  /// As it was asked for, with jobs and cameras filled in.
  public var request: DatasetRequest
  /// Of the jobs, by the alphabet.
  public var tasks: [String]
  /// In the dataset's order.
  public var all: [DatasetCandidate]
}

/// What was chosen.
public struct DatasetSelection: Sendable, Hashable {
  /// Places among the candidates, ascending.
  public var indices: [Int]
  /// What became of the others.
  public var dropped: [DatasetChoice.Drop]

  public init(indices: [Int], dropped: [DatasetChoice.Drop] = []) {
    self.indices = indices
    self.dropped = dropped
  }
}
