import Episodes
import JSONText

/// RoboCasa's `ep_meta`: what sets the scene of one episode apart, and its instruction.
enum RobomimicEpisodeMeta {
  /// The attribute's text; nil where there is no kitchen, and nothing to say but the instruction.
  ///
  /// RoboCasa numbers its layouts and styles; here they have names. `kitchen_spec` in the attribute
  /// `recipe` rebuilds the scene. `paraphrases` are all ways to ask for the episode, where they are told.
  static func text(_ recipe: EpisodeRecipe, paraphrases: [String]?) -> String? {
    guard recipe.kitchenSpec != nil || paraphrases != nil else { return nil }
    var meta: JSONObject = ["lang": JSON(recipe.language)]
    if let spec = recipe.kitchenSpec {
      meta["layout_id"] = JSON(spec.layout)
      meta["style_id"] = JSON(spec.style)
      meta["split"] = JSON(spec.split.rawValue)
    }
    if let paraphrases { meta["paraphrases"] = .texts(paraphrases) }
    return JSON.object(meta).formatted(.compact)
  }
}
