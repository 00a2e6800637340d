/// Which categories may be drawn: all conditions must hold, and an empty list is no condition.
public struct ObjectFilter: Sendable, Hashable, Codable {
  /// One of these names.
  public var categories: [String]
  /// At least one of these types, for instance `fruit`.
  public var types: [String]
  /// All of these flags.
  public var flags: [ObjectCategory.Flag]
  /// None of these names.
  public var excluding: [String]
  /// None of these flags.
  public var withoutFlags: [ObjectCategory.Flag]

  public init(
    categories: [String] = [], types: [String] = [], flags: [ObjectCategory.Flag] = [],
    excluding: [String] = [], withoutFlags: [ObjectCategory.Flag] = []
  ) {
    self.categories = categories
    self.types = types
    self.flags = flags
    self.excluding = excluding
    self.withoutFlags = withoutFlags
  }

  /// Whether a category may be drawn.
  public func admits(_ category: ObjectCategory) -> Bool {
    (categories.isEmpty || categories.contains(category.name))
      && (types.isEmpty || types.contains { category.types.contains($0) })
      && flags.allSatisfy { category.flags.contains($0) }
      && !excluding.contains(category.name)
      && !withoutFlags.contains { category.flags.contains($0) }
  }
}
