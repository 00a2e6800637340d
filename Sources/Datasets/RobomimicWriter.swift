import Demonstrations
import Episodes
import Foundation
import Geometry
import HDF5
import JSONText

/// Writes episodes as a robomimic HDF5 dataset, one at a time, in memory that does not grow with them.
///
/// ```swift
/// let writer = try RobomimicWriter(path: "stack.hdf5", environment: environment)
/// for (episode, side) in zip(episodes, sides) { try writer.append(episode, side: side) }
/// let summary = try writer.finish()
/// ```
/// The layout is robomimic 0.3's with MimicGen's `datagen_info`, so that the file serves for training
/// and can be uploaded as demonstrations again. The same episodes always give the same bytes. The file
/// appears under its name only when finished.
public final class RobomimicWriter: DatasetWriter {
  /// What a file holds of each episode.
  public struct Options: DatasetWriterOptions, Hashable {
    /// Whether `next_obs` is there, which robomimic reads only with `hdf5_load_next_obs`.
    ///
    /// Without it a file of two objects and no pictures is smaller by a quarter (268 to 207 kB for 120
    /// steps) and written in a fifth less time; pictures are there once instead of twice.
    public var nextObservations = true
    /// What `actions` say; other than `deltaPose` they are not within [-1, 1], as robomimic expects of
    /// what it does not normalize.
    public var actionSpace = ActionSpace.deltaPose
    /// Whether each episode tells all ways in which it may be asked for, in the attribute `paraphrases`
    /// and in `ep_meta`.
    public var paraphrases = false
    /// What the file is to be, in any words: a writer of the same goes on with what an earlier process
    /// left when it died, to the same bytes; nil to start anew.
    public var identity: String?
    /// Episodes after which what there is can be gone on with; it decides how the file is laid out.
    public var checkpointDistance = 500

    public init() {}
  }

  /// What a checkpoint keeps.
  private struct State: Codable {
    /// Of the unfinished file, bytes.
    var size: Int
    var actionNames: [String]
  }

  private let environment: RobomimicEnvironment
  private let options: Options
  private let checkpoint: DatasetCheckpoint<State>
  private var output: HDF5Output
  private var check = EpisodeCheck()
  private var tally = DatasetTally()
  private var actionNames: [String] = []

  /// Episodes that are in the file; at first those that an earlier process left.
  public var episodes: Int { tally.episodes }

  /// Starts a dataset at a path, or goes on with it.
  ///
  /// - Throws: `DatasetError.file` when the folder cannot be written to.
  public init(
    path: String, environment: RobomimicEnvironment, options: Options = Options()
  ) throws(DatasetError) {
    self.environment = environment
    self.options = options
    checkpoint = DatasetCheckpoint(path, identity: options.identity)
    if let left = checkpoint.left(),
      let output = try? HDF5Output(path, resumedAt: left.state.size)
    {
      self.output = output
      tally = left.tally
      check = EpisodeCheck(left.check)
      actionNames = left.state.actionNames
      return
    }
    checkpoint.remove()
    output = try DatasetError.from { () throws(HDF5Error) in
      let output = try HDF5Output(path)
      try output.data.setAttribute("env_args", environment.arguments(options.actionSpace))
      if !environment.instructions.isEmpty {
        let texts = JSON.texts(environment.instructions)
        try output.data.setAttribute("instructions", texts.formatted(.compact))
      }
      return output
    }
  }

  /// Writes the next episode, as `demo_<number>` from 0 on; `world` is its own where it differs from
  /// the dataset's.
  ///
  /// - Throws: `DatasetError.unusableEpisode` before anything of it is written, or `.file`.
  public func append(
    _ episode: Episode, world: RobomimicEnvironment.World?, pictures: EpisodePictures?,
    side: DatasetSide
  ) throws(DatasetError) {
    let recipe = try check.admit(
      episode, pictures: pictures, in: environment, actionSpace: options.actionSpace,
      as: episode.recipe)
    try DatasetError.from { () throws(HDF5Error) in
      let group = try output.data.makeGroup(RobomimicName.name(tally.episodes))
      try RobomimicEpisodeWriter(
        episode: episode, environment: environment, world: world, pictures: pictures,
        options: options
      ).write(to: group, recipe: recipe)
    }
    if tally.episodes == 0 { actionNames = options.actionSpace.names(of: episode) }
    tally.add(steps: episode.steps, side: side)
    guard tally.episodes % max(1, options.checkpointDistance) == 0 else { return }
    let size = try output.sync(checkpoint)
    try checkpoint.write(tally, check, State(size: size, actionNames: actionNames))
  }

  /// Writes totals and masks, and puts the file in its place; nothing can be appended afterwards.
  ///
  /// - Throws: `DatasetError.empty` without an episode, or `.file`.
  public func finish() throws(DatasetError) -> DatasetSummary {
    guard tally.episodes > 0 else { throw .empty }
    try DatasetError.from { () throws(HDF5Error) in
      try output.data.setAttribute("total", tally.frames)
      // robosuite's own actions need no words
      if options.actionSpace != .deltaPose {
        try output.data.setAttribute("action_space", options.actionSpace.rawValue)
        try output.data.setAttribute("action_names", JSON.texts(actionNames).formatted(.compact))
      }
      try RobomimicMasks.write(tally, to: output.file.root())
      checkpoint.remove()
      try output.file.commit()
    }
    let path = output.file.path
    return tally.summary(files: [URL(fileURLWithPath: path).lastPathComponent])
  }
}
