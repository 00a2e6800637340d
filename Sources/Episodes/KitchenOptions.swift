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

  /// Named layouts or archetypes, which scenes take in turns; nil for any named one of the split.
  public var layouts: [String]?
  /// Styles, of which the next comes after each round of layouts; nil for any.
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

  /// The most layouts, or styles, that one list holds, and the bytes of one name.
  public static let mostNames = 1000
  public static let longestName = 256
  /// The most other objects in a scene.
  public static let mostDistractors = 12

  /// Every value out of range as (name, reason), for instance (`layouts[1]`, ...), in the order of the
  /// fields; whether a name is known is the library's affair.
  public var problems: [(name: String, reason: String)] {
    var problems: [(name: String, reason: String)] = []
    for (name, list) in [("layouts", layouts), ("styles", styles)] {
      guard let list else { continue }
      if !(1...Self.mostNames).contains(list.count) {
        problems.append((name, "must hold 1 to \(Self.mostNames) elements"))
      }
      for (index, word) in list.enumerated()
      where !(1...Self.longestName).contains(word.utf8.count) {
        problems.append(
          ("\(name)[\(index)]", "must be a string of 1 to \(Self.longestName) bytes"))
      }
    }
    if let distractors, let reason = Self.problem(withDistractors: distractors) {
      problems.append(("distractors", reason))
    }
    return problems
  }

  private static func problem(withDistractors range: [Int]) -> String? {
    let isRange =
      range.count == 2 && range[0] <= range[1] && range[0] >= 0 && range[1] <= mostDistractors
    return isRange ? nil : "must be [at least, at most], both 0 to \(mostDistractors)"
  }
}

extension KitchenOptions {
  /// Reads what is set; an unknown key or word throws a `DecodingError` that says what is known.
  public init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    layouts = try values.decodeIfPresent([String].self, forKey: .layouts)
    styles = try values.decodeIfPresent([String].self, forKey: .styles)
    split = try values.word(forKey: .split)
    textures = try values.word(forKey: .textures)
    lights = try values.word(forKey: .lights)
    distractors = try values.decodeIfPresent([Int].self, forKey: .distractors)
    pin = try values.decodeIfPresent(KitchenSeeds.self, forKey: .pin)
  }
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

extension KitchenSeeds {
  /// Reads the seeds that are set; any other key throws a `DecodingError`.
  public init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    for aspect in CodingKeys.allCases {
      self[aspect] = try values.whole(UInt64.self, forKey: aspect)
    }
  }
}
