import Episodes
import Foundation

/// Checks that an episode is whole, and of the same kind as those before it in a dataset.
struct EpisodeCheck {
  /// What the episodes of a dataset have in common.
  struct Kind: Codable {
    var objects: [String]
    var joints: Int
    var signals: [String]
    var actionWidth: Int
  }

  /// What it remembers of the episodes that were let in.
  struct Memory: Codable {
    /// Of the first episode.
    fileprivate(set) var first: Kind?
    /// How many there were.
    fileprivate(set) var count = 0
  }

  private(set) var memory = Memory()
  private let encoder = JSONEncoder()

  /// Goes on after the episodes that another one let in.
  init(_ memory: Memory) {
    self.init()
    self.memory = memory
  }

  init() { encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes] }

  /// Lets the next episode in, and gives a value that describes it as JSON, which is always the same text.
  ///
  /// `other` looks for faults of a format's own in an episode that is whole. One that is refused is not
  /// what later ones are compared with.
  ///
  /// - Throws: `DatasetError.unusableEpisode`.
  mutating func admit(
    _ episode: Episode, pictures: EpisodePictures? = nil, in environment: RobomimicEnvironment,
    actionSpace: ActionSpace = .deltaPose, as value: some Encodable,
    other: (Episode) -> String? = { _ in nil }
  ) throws(DatasetError) -> String {
    var check = self
    if let problem = check.problem(episode, in: environment)
      ?? check.problem(pictures, of: episode, in: environment) ?? actionSpace.problem(episode)
      ?? other(episode)
    {
      throw .unusableEpisode(index: memory.count, reason: problem)
    }
    let text: String
    do {
      text = String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      throw .unusableEpisode(index: memory.count, reason: "its recipe is not JSON: \(error)")
    }
    check.memory.count += 1
    self = check
    return text
  }

  /// The first fault in words, or nil.
  private mutating func problem(_ episode: Episode, in environment: RobomimicEnvironment) -> String?
  {
    if let problem = Self.length(episode) ?? Self.number(episode) { return problem }
    if let problem = Self.subtask(episode) { return problem }

    // one file, one environment
    let recipe = episode.recipe
    if recipe.robot.lowercased() != environment.robot.lowercased() {
      return "its robot is \(recipe.robot), the dataset's is \(environment.robot)"
    }
    if recipe.controlFrequency != environment.controlFrequency {
      return "its control frequency is \(recipe.controlFrequency) Hz, "
        + "the dataset's is \(environment.controlFrequency) Hz"
    }
    // what stands about besides may differ from episode to episode
    let present = Set(episode.objects)
    if let missing = environment.objects?.first(where: { !present.contains($0) }) {
      return "has no object \(missing)"
    }
    guard let first = memory.first else {
      memory.first = Kind(
        objects: episode.objects, joints: episode.jointCount, signals: episode.signalNames,
        actionWidth: episode.actionWidth)
      return nil
    }
    if environment.objects == nil, first.objects != episode.objects {
      return "has other objects than the first episode"
    }
    if first.actionWidth != episode.actionWidth {
      return "has other actions than the first episode"
    }
    if first.joints != episode.jointCount { return "has other joints than the first episode" }
    // each task has its own
    if !environment.holdsTasks, first.signals != episode.signalNames {
      return "has other signals than the first episode"
    }
    return nil
  }

  /// The first fault of an episode's pictures in words, or nil.
  private func problem(
    _ pictures: EpisodePictures?, of episode: Episode, in environment: RobomimicEnvironment
  ) -> String? {
    let found = pictures?.cameras.map {
      RobomimicEnvironment.Camera(
        name: $0.name, width: $0.width, height: $0.height, hasDepth: !$0.depths.isEmpty)
    }
    guard found ?? [] == environment.cameras else {
      return "has other cameras than the dataset"
    }
    return pictures?.problem(frames: episode.steps + 1)
  }

  private static func length(_ episode: Episode) -> String? {
    let steps = episode.steps
    guard steps > 0 else { return "has no steps" }
    guard episode.bodies.count >= 3 else { return "has no hand and fingers" }
    let expected: [(name: String, count: Int, wanted: Int)] = [
      ("actions", episode.actions.count, steps * episode.actionWidth),
      ("states", episode.states.count, (steps + 1) * episode.stateRowWidth),
      ("target poses", episode.targetPoses.count, steps * 7),
      ("joint positions", episode.jointPositions.count, (steps + 1) * episode.jointCount),
      ("gripper positions", episode.gripperPositions.count, (steps + 1) * 2),
      ("subtasks", episode.subtasks.count, steps),
      ("goal flags", episode.goalReached.count, steps),
      ("signals", episode.signals.count, episode.signalNames.count),
    ]
    for array in expected where array.count != array.wanted {
      return "has \(array.count) numbers of \(array.name), not \(array.wanted)"
    }
    for (name, values) in zip(episode.signalNames, episode.signals) where values.count != steps {
      return "signal \(name) has \(values.count) values, not \(steps)"
    }
    return nil
  }

  private static func number(_ episode: Episode) -> String? {
    let arrays = [
      episode.actions, episode.states, episode.targetPoses, episode.jointPositions,
      episode.gripperPositions,
    ]
    for array in arrays where !array.allSatisfy(\.isFinite) { return "holds NaN or infinity" }
    return nil
  }

  private static func subtask(_ episode: Episode) -> String? {
    let sources = episode.recipe.sources
    let isKnown = episode.subtasks.allSatisfy { sources.indices.contains($0) }
    return isKnown ? nil : "its recipe has no source for one of its subtasks"
  }
}
