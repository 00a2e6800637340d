import Catalog
import Episodes
import Foundation
import Rollouts

extension Worker {
  /// Makes an order's attempts and reports each after its episode is in the blob store.
  ///
  /// The server syncs the store before it counts them, once for all workers.
  func attempt(_ order: AttemptsOrder) throws {
    let runner = try bench.runner(for: order.recipe, tasks: tasks, robots: robots, blobs: blobs)
    try runner.run(scene: order.scene, motions: order.motions) { outcome, episode in
      guard let episode else {
        try channel.write(.attempt(AttemptResult(outcome: outcome)))
        return
      }
      let notes = EpisodeNotes(episode, of: runner, metrics: outcome.metrics)
      try channel.write(
        .attempt(
          AttemptResult(outcome: notes.added(to: outcome), episode: try keep(episode, notes))))
    }
    try channel.write(.finished)
  }

  private func keep(_ episode: Episode, _ notes: EpisodeNotes) throws -> EpisodeSummary {
    let data = try EpisodeCodec.encode(episode)
    return EpisodeSummary(
      blob: try blobs.put(data, durably: false), bytes: data.count, steps: episode.steps,
      stateHash: episode.stateHash.description,
      demonstrations: Set(episode.recipe.sources.map(\.demonstration)).sorted(),
      traits: notes.traits, path: notes.path)
  }

  /// Makes an episode again from what it says of itself.
  func verify(_ order: VerifyOrder) throws {
    let episode = try EpisodeCodec.decode(try blobs.read(order.episode))
    let recipe = episode.recipe
    let runner = try bench.runner(
      for: AttemptRecipe(
        task: recipe.task, taskVersion: recipe.taskVersion, engineVersion: recipe.engineVersion,
        demonstrations: recipe.demonstrations, distribution: recipe.distribution,
        seed: recipe.seed, settings: AttemptSettings(recipe)),
      tasks: tasks, robots: robots, blobs: blobs)
    try channel.write(.verified(runner.verify(episode)))
  }
}
