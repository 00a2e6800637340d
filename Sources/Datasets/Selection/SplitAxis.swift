import Episodes
import Foundation
import Geometry

/// What training and validation are not to share.
public enum SplitAxis: String, Sendable, Hashable, Codable, CaseIterable {
  /// The drawn scene.
  case scene
  /// A kitchen's layout.
  case layout
  /// The drawn instances of objects.
  case object
  /// What surfaces look like: a kitchen's style or textures, the look of an episode's pictures.
  case texture

  /// What an episode has of it, told apart across jobs and tasks; nil where it has none.
  ///
  /// All of a task's scenes on a table have the same objects, which are not drawn.
  public func identity(
    of recipe: EpisodeRecipe, pictures: PictureRecipe? = nil
  ) -> String? {
    let spec = recipe.kitchenSpec
    let words: [String]
    switch self {
    case .scene:
      // the same kitchen may come from jobs of different seeds, where its own are pinned
      words =
        spec.map {
          [$0.task, $0.layout, Self.text($0.seeds.objects), Self.text($0.seeds.placement)]
        } ?? [recipe.task, recipe.distribution, String(recipe.seed), String(recipe.scene)]
    case .layout:
      guard let spec else { return nil }
      words = [spec.layout]
    case .object:
      // a recipe does not tell which were drawn: `identity(ofObject:)`
      return nil
    case .texture:
      if let pictures, pictures.cameras.visuals != "off" {
        words = ["look", pictures.cameras.visuals, String(pictures.styleSeed)]
      } else if let spec {
        let isRandom = spec.textures == .random
        words = [spec.style] + (isRandom ? [Self.text(spec.seeds.textures)] : [])
      } else {
        return nil
      }
    }
    return ([rawValue] + words).joined(separator: "/")
  }

  /// A drawn object by its shape and mass, the same in whatever task and scene it is.
  ///
  /// - Throws: when it is not JSON, as with an infinite mass.
  public static func identity(ofObject model: RigidBodyModel) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    // FNV-1a (Fowler, Noll and Vo)
    for byte in try encoder.encode(model) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return "object/" + String(hash, radix: 16)
  }

  private static func text(_ seed: UInt64?) -> String { seed.map(String.init) ?? "" }
}
