import Geometry

/// All that one drawn kitchen follows from, together with the files of `Scenes/`: less than 4 kB of JSON
/// that rebuild it anywhere.
public struct KitchenSpec: Sendable, Hashable, Codable {
  public var task: String
  /// A named layout, or `archetype/seed`.
  public var layout: String
  public var style: String
  public var split: KitchenOptions.Split
  public var textures: KitchenOptions.Textures
  public var lights: KitchenOptions.Lights
  /// How many other objects there are to be.
  public var distractors: Int
  /// Every one is set.
  public var seeds: KitchenSeeds

  public init(
    task: String, layout: String, style: String, split: KitchenOptions.Split,
    textures: KitchenOptions.Textures, lights: KitchenOptions.Lights, distractors: Int,
    seeds: KitchenSeeds
  ) {
    self.task = task
    self.layout = layout
    self.style = style
    self.split = split
    self.textures = textures
    self.lights = lights
    self.distractors = distractors
    self.seeds = seeds
  }

  /// The stream of an aspect.
  public func stream(_ aspect: KitchenSeeds.CodingKeys) -> RandomStream {
    RandomStream(seed: seeds[aspect] ?? 0).stream("kitchen/\(aspect.rawValue)")
  }
}

extension KitchenSpec {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case task, layout, style, split, textures, lights, distractors, seeds
  }

  /// Reads a whole spec: every key and every seed must be there, and no other key.
  public init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func word<Word: RawRepresentable<String> & CaseIterable>(_ key: CodingKeys) throws -> Word {
      guard let word: Word = try values.word(forKey: key) else {
        throw DecodingError.keyNotFound(
          key, .init(codingPath: values.codingPath, debugDescription: "is missing"))
      }
      return word
    }
    self.init(
      task: try values.decode(String.self, forKey: .task),
      layout: try values.decode(String.self, forKey: .layout),
      style: try values.decode(String.self, forKey: .style), split: try word(.split),
      textures: try word(.textures), lights: try word(.lights),
      distractors: try values.decode(Int.self, forKey: .distractors),
      seeds: try values.decode(KitchenSeeds.self, forKey: .seeds))
    guard (0...KitchenOptions.mostDistractors).contains(distractors) else {
      throw DecodingError.dataCorruptedError(
        forKey: .distractors, in: values,
        debugDescription: "must be between 0 and \(KitchenOptions.mostDistractors)")
    }
    if let aspect = KitchenSeeds.CodingKeys.allCases.first(where: { seeds[$0] == nil }) {
      throw DecodingError.keyNotFound(
        aspect,
        .init(codingPath: values.codingPath + [CodingKeys.seeds], debugDescription: "is missing"))
    }
  }
}

extension KitchenSeeds {
  /// The seeds of a scene: its own stream's where nothing is pinned.
  ///
  /// 53 bits each, so that every reader of JSON can keep them.
  public static func drawn(from scene: RandomStream, pinned: KitchenSeeds?) -> KitchenSeeds {
    var seeds = KitchenSeeds()
    for aspect in CodingKeys.allCases {
      seeds[aspect] = pinned?[aspect] ?? scene.stream("kitchen_seed/\(aspect.rawValue)").key >> 11
    }
    return seeds
  }
}
