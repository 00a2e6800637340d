import Episodes
import Foundation
import Geometry
import HDF5

/// Writes goal-conditioned episodes as HDF5 in robomimic's layout, one at a time.
///
/// Under `obs` and `next_obs` are `observation`, `achieved_goal` and `desired_goal`, as Gymnasium-Robotics
/// calls them; rewards are 0 or -1. Each episode is followed by its relabelled copies, whose attribute
/// `relabelled` is 1 and up. The file appears under its name only when finished.
public final class GoalWriter {
  private let file: HDF5NewFile
  private let data: HDF5NewGroup
  private let task: GoalTask?
  private let relabelling: GoalRelabelling?
  private let seed: UInt64
  private let encoder = JSONEncoder()
  private var episodes = 0
  private var demos = 0
  private var frames = 0
  private var widths: [Int]?

  /// Starts a dataset at a path; what the goal is follows from each episode where no task is given.
  ///
  /// - Throws: `DatasetError.file` when the folder cannot be written to.
  public init(
    path: String, task: GoalTask? = nil, relabelling: GoalRelabelling?, seed: UInt64 = 0
  ) throws(DatasetError) {
    self.task = task
    self.relabelling = relabelling
    self.seed = seed
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    (file, data) = try DatasetError.from { () throws(HDF5Error) in
      let file = try HDF5NewFile(path)
      return (file, try file.root().makeGroup("data"))
    }
  }

  /// Writes the next episode and its copies.
  ///
  /// - Throws: `DatasetError.unusableEpisode` for one without a goal, or of another shape; or `.file`.
  public func append(_ episode: Episode) throws(DatasetError) {
    guard let task = task ?? GoalTask(episode), let own = GoalEpisode(episode, task: task) else {
      throw .unusableEpisode(index: episodes, reason: "has no object that is its goal")
    }
    let widths = [own.observationWidth, own.actionWidth]
    guard own.steps > 0, self.widths ?? widths == widths else {
      throw .unusableEpisode(
        index: episodes, reason: "has no steps, or other observations than the first episode")
    }
    let recipe: String
    do {
      recipe = String(decoding: try encoder.encode(episode.recipe), as: UTF8.self)
    } catch {
      throw .unusableEpisode(index: episodes, reason: "its recipe is not JSON: \(error)")
    }
    let stream = RandomStream(seed: seed).stream("relabelling", episodes)
    let copies = relabelling?.relabelled(own, task: task, stream: stream) ?? []
    try DatasetError.from { () throws(HDF5Error) in
      for (number, item) in ([own] + copies).enumerated() {
        let group = try data.makeGroup("demo_\(demos)")
        try group.setAttribute("num_samples", item.steps)
        try group.setAttribute("relabelled", number)
        try group.setAttribute("instruction", episode.recipe.language)
        try group.setAttribute("recipe", recipe)
        try Self.write(item, to: group)
        demos += 1
        frames += item.steps
      }
    }
    self.widths = widths
    episodes += 1
  }

  /// Writes totals and puts the file in its place; gives the number of episodes with their copies.
  ///
  /// - Throws: `DatasetError.empty` without an episode, or `.file`.
  @discardableResult public func finish() throws(DatasetError) -> Int {
    guard demos > 0 else { throw .empty }
    try DatasetError.from { () throws(HDF5Error) in
      try data.setAttribute("total", frames)
      try file.commit()
    }
    return demos
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
