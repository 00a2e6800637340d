/// What a job asks of the kitchens that its scenes are: which may be drawn, and what is pinned.
///
/// In JSON `{"layouts": ["galley"], "styles": ["nordic"], "split": "test", "pin": {"layout": 7}}`.
public struct KitchenOptions: Sendable, Hashable, Codable {
  /// Which instances of objects, textures, layouts and instructions may be drawn.
  public enum Split: String, Sendable, Hashable, Codable, CaseIterable { case train, test, all }
  /// Where textures come from: the style's own, or any family.
  public enum Textures: String, Sendable, Hashable, Codable, CaseIterable { case style, random }
  /// One light that is always the same, or drawn ones.
  public enum Lights: String, Sendable, Hashable, Codable, CaseIterable { case off, varied }

  /// Named layouts or archetypes; scenes take them in turns. Nil for any named one of the split.
  public var layouts: [String]?
  /// Styles; each is used for as many scenes as there are layouts before the next. Nil for any.
  public var styles: [String]?
  /// Nil for the distribution's own.
  public var split: Split?
  public var textures: Textures?
  public var lights: Lights?
  /// At least, and at most, so many other objects; nil for the task's own.
  public var distractors: [Int]?
  /// Seeds of single aspects that are the same in every scene.
  public var pin: KitchenSeeds?

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case layouts, styles, split, textures, lights, distractors, pin
  }

  public init() {}
}

/// A seed for each aspect of a kitchen; nil where it follows from the scene.
public struct KitchenSeeds: Sendable, Hashable, Codable {
  public var layout: UInt64?
  public var style: UInt64?
  public var fixtures: UInt64?
  public var objects: UInt64?
  public var placement: UInt64?
  public var textures: UInt64?
  public var lights: UInt64?
  public var distractors: UInt64?
  public var language: UInt64?

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case layout, style, fixtures, objects, placement, textures, lights, distractors, language
  }

  public init() {}

  /// The seed of an aspect.
  public subscript(aspect: CodingKeys) -> UInt64? {
    get { self[keyPath: Self.path(aspect)] }
    set { self[keyPath: Self.path(aspect)] = newValue }
  }

  private static func path(_ aspect: CodingKeys) -> WritableKeyPath<KitchenSeeds, UInt64?> {
    switch aspect {
    case .layout: \.layout
    case .style: \.style
    case .fixtures: \.fixtures
    case .objects: \.objects
    case .placement: \.placement
    case .textures: \.textures
    case .lights: \.lights
    case .distractors: \.distractors
    case .language: \.language
    }
  }
}
