import Episodes
import JSONText

/// RoboCasa's `ep_meta`: what sets the scene of one episode apart, and its instruction.
enum RobomimicEpisodeMeta {
  /// The attribute's text, nil where there is no kitchen.
  ///
  /// RoboCasa numbers its layouts and styles; here they have names. `kitchen_spec` in the attribute
  /// `recipe` rebuilds the scene.
  static func text(_ recipe: EpisodeRecipe) -> String? {
    guard let spec = recipe.kitchenSpec else { return nil }
    let meta: JSON = [
      "lang": JSON(recipe.language), "layout_id": JSON(spec.layout), "style_id": JSON(spec.style),
      "split": JSON(spec.split.rawValue),
    ]
    return meta.formatted(.compact)
  }
}
