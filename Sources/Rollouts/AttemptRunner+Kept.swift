import Episodes
import Geometry
import Kitchens
import Scenes

/// What is to be known of an episode that one of this job's attempts has made.
extension AttemptRunner {
  /// A scene with the bodies that an attempt in it had: as the episode's physics was drawn.
  public func scene(_ scene: Scene, of episode: Episode) -> Scene {
    RandomizedScene(scene: scene, robot: robot, draw: episode.recipe.drawnPhysics).scene
  }

  /// The presets of textures that an episode's kitchen drew for its shared surfaces, each `marble/17`; nil
  /// on a table, and where textures are the style's own.
  public func presets(of recipe: EpisodeRecipe) -> [String]? {
    recipe.kitchenSpec.flatMap { kitchens?.draw.presets(of: $0) }
  }

  /// The cells of coverage in which an episode's objects stood at reset; nil where nothing is drawn.
  ///
  /// On a table `cubeA:3+cubeB:7`, by the poses that were drawn for the scene. In a kitchen what it counts
  /// for, `layout:galley+style:nordic+obj:mug`, by the kitchen that the episode is in: coverage counts the
  /// one that was drawn first where that had no room.
  public func cell(of recipe: EpisodeRecipe) -> String? {
    if let kitchens {
      return recipe.kitchenSpec.map { spec in
        kitchens.draw.aspects(of: spec).map { "\($0.name):\($0.value)" }.joined(separator: "+")
      }
    }
    return distribution.cell(
      poses: distribution.poses(
        of: { name in recipe.placements.first { $0.object == name }?.pose },
        on: scenery.tableTop))
  }
}
