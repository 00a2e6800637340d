import Authoring
import Geometry

/// A class of objects, for instance `ketchup`: a model with narrower parameters, and what people know of it.
public struct ObjectCategory: Sendable, Hashable {
  /// What an object may be good for.
  public enum Flag: String, Sendable, Hashable, Codable, CaseIterable {
    case graspable, washable, microwavable, cookable, fridgable, freezable, dishwashable
    case receptacle
  }

  public var name: String
  /// Ranges that stand in place of the model's.
  public var parameters: [ModelTemplate.Parameter]
  /// For instance `condiment`.
  public var types: [String]
  public var flags: [Flag]
  /// What it is called in instructions, the first best.
  public var words: [String]
  /// Slots whose kinds are other than the model's, for instance `body: glass`.
  public var materials: [MaterialSlot]
  /// Kilograms, in place of the root's own.
  var mass: PlacedExpression?
  /// Kilograms per cubic metre, in place of the root's own.
  var density: PlacedExpression?

  /// The indices of a category's instances.
  public static let instances = 0..<1000

  /// The stream that an instance's parameters are drawn from, the same in every scene.
  public func stream(_ index: Int) -> RandomStream {
    RandomStream(seed: 0).stream("object/\(name)", index)
  }
}
