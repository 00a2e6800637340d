import Authoring
import Episodes
import Geometry

/// A library of objects: what is known of their categories, and their instances.
extension ModelLibrary {
  /// Draws of an index before a category is taken as too large for a filter.
  private static let tries = 100

  /// The category of a name.
  public func category(_ name: String) -> ObjectCategory? {
    model(category: name)?.category(name)
  }

  /// Every type that a category has, sorted.
  public var types: [String] { Set(categories.flatMap(\.category.types)).sorted() }

  /// An object, the same in every scene.
  ///
  /// - Throws: `AuthoringError` for a category that does not exist and an index beyond 0 to 999.
  public func object(_ choice: ObjectChoice) throws(AuthoringError) -> ModelInstance {
    guard let model = model(category: choice.category) else {
      throw AuthoringError(
        file: "objects", key: choice.category, reason: "is no category of objects")
    }
    return try model.instance(category: choice.category, index: choice.index)
  }

  /// Why a filter cannot be meant: it names what does not exist, or lets nothing through; nil when it can.
  public func problem(with filter: ObjectFilter) -> String? {
    for name in filter.categories + filter.exclude where category(name) == nil {
      return "\(name) is no category of objects"
    }
    let types = types
    for type in filter.types where !types.contains(type) {
      return "\(type) is no type of objects; known are \(types.joined(separator: ", "))"
    }
    for flag in filter.flags where ObjectCategory.Flag(rawValue: flag) == nil {
      let known = ObjectCategory.Flag.allCases.map(\.rawValue).joined(separator: ", ")
      return "\(flag) is no flag of objects; known are \(known)"
    }
    if matches(filter).isEmpty { return "no category of objects has all that is asked for" }
    guard let most = filter.maxSize else { return nil }
    let stream = RandomStream(seed: 0).stream("problem")
    return draw(filter, split: .all, stream: stream) == nil
      ? "no object that is asked for is at most \(most.x) x \(most.y) x \(most.z) m" : nil
  }

  /// Draws a category that a filter lets through, each as likely, and one of its instances of a split;
  /// nil when nothing is small enough.
  public func draw(
    _ filter: ObjectFilter, split: KitchenOptions.Split, stream: RandomStream
  ) -> ObjectChoice? {
    let matches = matches(filter)
    var random = stream
    for _ in 0..<Self.tries where !matches.isEmpty {
      let (category, model) = matches[random.integer(in: 0...matches.count - 1)]
      let index = ObjectSplit.index(category.name, split, &random)
      guard let instance = try? model.instance(category: category.name, index: index) else {
        continue
      }
      let size = instance.size
      if let most = filter.maxSize, size.x > most.x || size.y > most.y || size.z > most.z {
        continue
      }
      return ObjectChoice(category: category.name, index: index)
    }
    return nil
  }
}
