import Catalog
import Episodes
import Rollouts

extension AttemptSettings {
  /// What a job asks of its attempts.
  init(_ spec: JobSpec) {
    self.init(
      options: spec.motions.options, stratify: spec.scenes.stratify ?? false,
      randomization: spec.randomization, kitchen: spec.scenes.kitchen)
  }

  /// What an episode's attempt was asked for.
  init(_ recipe: EpisodeRecipe) {
    self.init(
      options: recipe.options, stratify: recipe.stratify ?? false,
      randomization: recipe.randomization, kitchen: recipe.kitchen)
  }
}
