import Geometry
import Scenes

/// One concrete fixture or object: what a parametric model becomes with values for its parameters.
///
/// A fixture's frame is at the centre of the bottom of its box: +x to the right of a person who stands
/// before it, +y away from that person, +z up. An object's frame is at its main grasp: +z up as it
/// stands, +x the way in which a gripper's fingers open.
public struct ModelInstance: Sendable, Hashable {
  /// The model's name, for instance `microwave` or `lathe_bottle`.
  public var model: String
  /// Of an object its category, for instance `ketchup`; nil for fixtures.
  public var category: String?
  /// What was drawn or given, in the model's order.
  public var parameters: [ModelParameter]
  /// Width (x), depth (y) and height (z) of its box, joints at their zeros, metres.
  public var size: Vector3
  /// The first is the root; parents come before what is tied to them.
  public var parts: [ModelPart]
  /// Its states, for instance `on`, in the model's order.
  public var states: [StateRule]

  public init(
    model: String, category: String? = nil, parameters: [ModelParameter] = [], size: Vector3,
    parts: [ModelPart], states: [StateRule] = []
  ) {
    self.model = model
    self.category = category
    self.parameters = parameters
    self.size = size
    self.parts = parts
    self.states = states
  }

  /// The part of a name.
  public func part(_ name: String) -> ModelPart? { parts.first { $0.name == name } }
}

/// A parameter's value: a number (metres, radians, a count) or a word.
public struct ModelParameter: Sendable, Hashable, Codable {
  public enum Value: Sendable, Hashable, Codable {
    case number(Double)
    case word(String)
  }

  public var name: String
  public var value: Value

  public init(name: String, value: Value) {
    self.name = name
    self.value = value
  }
}
