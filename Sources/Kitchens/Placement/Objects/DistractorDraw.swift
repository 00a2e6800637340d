import Geometry

/// Objects that no task speaks of, put on what is free of a counter.
public enum DistractorDraw {
  /// What a distractor may be.
  public struct Item: Sendable, Hashable {
    /// For instance `ketchup/17`.
    public var name: String
    public var model: ModelInstance

    public init(name: String, model: ModelInstance) {
      self.name = name
      self.model = model
    }
  }

  /// One that found a place: which of the pool, and where.
  public struct Placed: Sendable, Hashable {
    /// `distractor_1` and so on.
    public var name: String
    public var item: Item
    public var placement: ObjectPlacement
  }

  /// What was drawn, and what found no place.
  public struct Result: Sendable, Hashable {
    public var placed: [Placed]
    public var failures: [PlacementFailure]
  }

  /// How many items are tried for one distractor.
  static let itemsPerDistractor = 4

  /// Up to `count` items of a pool, without repetition, in the given regions.
  ///
  /// `among` must hold the task's own objects, which `options.apart` may keep farther away; `keepFree`
  /// is space that stays empty, such as the hand's above what is to be grasped. Each distractor has a
  /// stream of its own, so that a longer list begins as a shorter one. One that finds no place is left
  /// out and told.
  public static func draw(
    count: Int, from pool: [Item], where isWanted: (Item) -> Bool = { _ in true },
    in regions: [SupportRegion], among surroundings: Surroundings,
    keepFree: [PlacedCompound] = [], options: PlacementOptions, stream: RandomStream
  ) -> Result {
    var left = pool.filter(isWanted)
    var taken = surroundings
    for compound in keepFree { taken.add(compound) }
    var result = Result(placed: [], failures: [])
    for index in 0..<max(0, count) {
      let name = "distractor_\(index + 1)"
      let own = stream.stream("distractor", index)
      var random = own.stream("item")
      for attempt in 0..<itemsPerDistractor where !left.isEmpty {
        let item = left.remove(at: random.integer(in: 0...(left.count - 1)))
        do {
          let placement = try PlacementSampler.place(
            name, item.model, in: regions, among: taken, options: options,
            stream: own.stream("place", attempt))
          taken.add(item.model, name: name, at: placement.poseWorldObject)
          result.placed.append(Placed(name: name, item: item, placement: placement))
          break
        } catch {
          result.failures.append(error)
        }
      }
    }
    return result
  }
}
