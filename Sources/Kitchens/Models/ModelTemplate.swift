import Authoring
import Geometry

/// A parametric model of a fixture or object, as its file says it; an instance is made with values.
public struct ModelTemplate: Sendable, Hashable {
  /// A named parameter with what it may be.
  public struct Parameter: Sendable, Hashable {
    public var name: String
    public var range: ParameterRange

    public init(name: String, range: ParameterRange) {
      self.name = name
      self.range = range
    }
  }

  /// A named value that follows from what stands above it.
  struct Derived: Sendable, Hashable {
    var name: String
    var expression: PlacedExpression
  }

  /// The largest size of a primitive, metres: a half extent, radius or half length.
  static let largest = 5.0

  public var name: String
  /// The path that it was read from.
  public var file: String
  /// The version of its file's text, sixteen hexadecimal digits.
  public var version: String
  /// In the order in which they are drawn, each from its own stream.
  public var parameters: [Parameter]
  /// The surfaces that geoms name.
  public var materials: [MaterialSlot]
  /// Of objects the categories that the model stands for; empty for fixtures.
  public var categories: [ObjectCategory]

  var derived: [Derived]
  var size: [PlacedExpression]
  var parts: [PartTemplate]
  var states: [StateTemplate]

  /// The parameter of a name.
  public func parameter(_ name: String) -> Parameter? { parameters.first { $0.name == name } }

  /// The surfaces, with the kinds that a category has in place of the model's own.
  public func materials(of category: String?) -> [MaterialSlot] {
    let own = category.flatMap { self.category($0) }?.materials ?? []
    return materials.map { slot in own.first { $0.name == slot.name } ?? slot }
  }

  /// The category of a name.
  public func category(_ name: String) -> ObjectCategory? {
    categories.first { $0.name == name }
  }
}
