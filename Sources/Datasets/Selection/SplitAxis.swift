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
  /// What surfaces look like: a kitchen's style, its drawn textures, or the look of a picture.
  case texture

  /// What an episode has of it, told apart across jobs and tasks; nil where it has none.
  ///
  /// All of a task's scenes on a table have the same objects, which are not drawn. A layout with a name is
  /// the same as its archetype with a seed: `plan` is that, such as `galley/3`, where it is known.
  public func identity(of recipe: EpisodeRecipe, plan: String? = nil) -> String? {
    let spec = recipe.kitchenSpec
    let words: [String]
    switch self {
    case .scene:
      // the same kitchen may come from jobs of different seeds, where its own are pinned
      words =
        spec.map {
          [$0.task, plan ?? $0.layout, Self.text($0.seeds.objects), Self.text($0.seeds.placement)]
        } ?? [recipe.task, recipe.distribution, String(recipe.seed), String(recipe.scene)]
    case .layout:
      guard let spec else { return nil }
      words = [plan ?? spec.layout]
    case .object:
      // a recipe does not tell which were drawn: `identity(ofObject:)`
      return nil
    case .texture:
      // a recipe does not tell what was drawn at random: `identity(ofPresets:)`
      guard let spec, spec.textures == .style else { return nil }
      words = [spec.style]
    }
    return ([rawValue] + words).joined(separator: "/")
  }

  /// A drawn object by its shape and mass, the same in whatever task and scene it is.
  ///
  /// - Throws: when it is not JSON, as with an infinite mass.
  public static func identity(ofObject model: RigidBodyModel) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return "object/" + hash(try encoder.encode(model))
  }

  /// Drawn textures by their presets, such as `marble/17`, in the order of the surfaces: the same whatever
  /// seed they were drawn from.
  public static func identity(ofPresets presets: [String]) -> String {
    "texture/random/" + hash(presets.joined(separator: " ").utf8)
  }

  /// FNV-1a (Fowler, Noll and Vo), in hexadecimal digits.
  private static func hash(_ bytes: some Sequence<UInt8>) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }

  private static func text(_ seed: UInt64?) -> String { seed.map(String.init) ?? "" }
}
