import Demonstrations
import Episodes
import Foundation
import Geometry
import HDF5
import JSONText

/// Writes goal-conditioned episodes as HDF5 in robomimic's layout, one at a time.
///
/// ```swift
/// var options = GoalWriter.Options()
/// options.relabelling = .future(copies: 4)
/// let writer = try GoalWriter(path: "push.hdf5", environment: environment, options: options)
/// for (episode, side) in zip(episodes, sides) { try writer.append(episode, side: side) }
/// let summary = try writer.finish()
/// ```
/// Under `obs` and `next_obs` are `observation`, `achieved_goal` and `desired_goal`, as Gymnasium-Robotics
/// calls them; rewards are 0 or -1. Each episode is followed by its relabelled copies, whose attribute
/// `relabelled` is 1 and up, and which are of its side. There are no pictures. The same episodes always
/// give the same bytes. The file appears under its name only when finished.
public final class GoalWriter: DatasetWriter {
  /// What a file holds.
  public struct Options: DatasetWriterOptions, Hashable {
    /// What the goal is; nil where it follows from each episode.
    public var task: GoalTask?
    /// Which copies there are; nil for none.
    public var relabelling: GoalRelabelling?
    /// Of what copies draw.
    public var seed: UInt64 = 0
    public var actionSpace = ActionSpace.deltaPose
    /// Whether each episode tells all ways in which it may be asked for, in the attribute `paraphrases`.
    public var paraphrases = false
    /// What the file is to be, in any words: a writer of the same goes on with what an earlier process
    /// left when it died, to the same bytes; nil to start anew.
    public var identity: String?
    /// Episodes, without copies, after which what there is can be gone on with; it decides how the file
    /// is laid out.
    public var checkpointDistance = 500

    public init() {}
  }

  /// What a checkpoint keeps.
  private struct State: Codable {
    /// Of the unfinished file, bytes.
    var size: Int
    var episodes: Int
    var width: Int?
    var actionNames: [String]
  }

  private let environment: RobomimicEnvironment
  private let options: Options
  private let checkpoint: DatasetCheckpoint<State>
  private var output: HDF5Output
  private var check = EpisodeCheck()
  /// Episodes with their copies.
  private var tally = DatasetTally()
  /// Episodes that are in the file, without copies; at first those that an earlier process left.
  public private(set) var episodes = 0
  private var width: Int?
  private var actionNames: [String] = []

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
      episodes = left.state.episodes
      width = left.state.width
      actionNames = left.state.actionNames
      return
    }
    checkpoint.remove()
    output = try DatasetError.from { () throws(HDF5Error) in
      let output = try HDF5Output(path)
      try output.data.setAttribute("env_args", environment.arguments(options.actionSpace))
      return output
    }
  }

  /// Writes the next episode and its copies.
  ///
  /// - Throws: `DatasetError.unusableEpisode` for one without a goal, or of another kind, before anything
  ///   of it is written; or `.file`.
  public func append(
    _ episode: Episode, world: RobomimicEnvironment.World?, pictures: EpisodePictures?,
    side: DatasetSide
  ) throws(DatasetError) {
    var own: (episode: GoalEpisode, task: GoalTask)?
    let recipe = try check.admit(
      episode, in: environment, actionSpace: options.actionSpace, as: episode.recipe,
      other: {
        own = goalEpisode($0)
        guard let own else { return "has no object that is its goal" }
        return width ?? own.episode.observationWidth == own.episode.observationWidth
          ? nil : "has other observations than the first episode"
      })
    guard let (first, task) = own else { return }
    let stream = RandomStream(seed: options.seed).stream("relabelling", episodes)
    let copies = options.relabelling?.relabelled(first, task: task, stream: stream) ?? []
    let paraphrases = options.paraphrases ? Paraphrases.of(episode, in: environment) : nil
    try DatasetError.from { () throws(HDF5Error) in
      for (number, item) in ([first] + copies).enumerated() {
        let group = try output.data.makeGroup(RobomimicName.name(tally.episodes))
        try group.setAttribute("num_samples", item.steps)
        try group.setAttribute("relabelled", number)
        try group.setAttribute("instruction", episode.recipe.language)
        if let paraphrases {
          try group.setAttribute("paraphrases", JSON.texts(paraphrases).formatted(.compact))
        }
        try group.setAttribute("recipe", recipe)
        try Self.write(item, to: group)
        tally.add(steps: item.steps, side: side)
      }
    }
    width = first.observationWidth
    actionNames = options.actionSpace.names(of: episode)
    episodes += 1
    guard episodes % max(1, options.checkpointDistance) == 0 else { return }
    let size = try output.sync(checkpoint)
    try checkpoint.write(
      tally, check,
      State(size: size, episodes: episodes, width: width, actionNames: actionNames))
  }

  /// Writes totals and masks, and puts the file in its place; nothing can be appended afterwards.
  ///
  /// The summary counts copies as episodes.
  ///
  /// - Throws: `DatasetError.empty` without an episode, or `.file`.
  public func finish() throws(DatasetError) -> DatasetSummary {
    guard tally.episodes > 0 else { throw .empty }
    try DatasetError.from { () throws(HDF5Error) in
      try output.data.setAttribute("total", tally.frames)
      try output.data.setAttribute("action_space", options.actionSpace.rawValue)
      try output.data.setAttribute("action_names", JSON.texts(actionNames).formatted(.compact))
      try RobomimicMasks.write(tally, to: output.file.root())
      checkpoint.remove()
      try output.file.commit()
    }
    let path = output.file.path
    return tally.summary(files: [URL(fileURLWithPath: path).lastPathComponent])
  }

  /// An episode with its own goal, and with actions of the dataset's space; nil where it has no goal.
  private func goalEpisode(_ episode: Episode) -> (episode: GoalEpisode, task: GoalTask)? {
    guard let task = options.task ?? GoalTask(episode),
      var own = GoalEpisode(episode, task: task)
    else { return nil }
    own.actions = options.actionSpace.actions(of: episode)
    own.actionWidth = own.actions.count / own.steps
    return (own, task)
  }

  private static func write(_ episode: GoalEpisode, to group: HDF5NewGroup) throws(HDF5Error) {
    let steps = episode.steps
    try group.write("actions", episode.actions, [steps, episode.actionWidth])
    try group.write("rewards", episode.rewards, [steps])
    try group.write("dones", (0..<steps).map { $0 == steps - 1 ? 1 : 0 }, [steps])
    let obs = try group.makeGroup("obs")
    let next = try group.makeGroup("next_obs")
    let width = episode.observationWidth
    let achieved = numbers(episode.achievedGoals)
    // a step's goal is the same before and after it
    let desired = numbers(episode.desiredGoals)
    try obs.write("observation", episode.observations[..<(steps * width)], [steps, width])
    try next.write("observation", episode.observations[width...], [steps, width])
    try obs.write("achieved_goal", achieved[..<(steps * 3)], [steps, 3])
    try next.write("achieved_goal", achieved[3...], [steps, 3])
    try obs.write("desired_goal", desired, [steps, 3])
    try next.write("desired_goal", desired, [steps, 3])
  }

  private static func numbers(_ vectors: [Vector3]) -> [Double] {
    vectors.flatMap { [$0.x, $0.y, $0.z] }
  }
}
