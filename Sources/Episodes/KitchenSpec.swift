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

extension KitchenSeeds {
  /// The seeds of a scene: its own stream's where nothing is pinned. 53 bits each, so that every reader
  /// of JSON can keep them.
  public static func drawn(from scene: RandomStream, pinned: KitchenSeeds?) -> KitchenSeeds {
    var seeds = KitchenSeeds()
    for aspect in CodingKeys.allCases {
      seeds[aspect] = pinned?[aspect] ?? scene.stream("kitchen_seed/\(aspect.rawValue)").key >> 11
    }
    return seeds
  }
}
