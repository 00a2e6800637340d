extension ModelLibrary {
  /// The categories that a filter lets through, in the order of the files.
  public func matches(
    _ filter: ObjectFilter
  ) -> [(category: ObjectCategory, model: ModelTemplate)] {
    categories.filter { category, _ in
      (filter.categories.isEmpty || filter.categories.contains(category.name))
        && (filter.types.isEmpty || filter.types.contains { category.types.contains($0) })
        && filter.flags.allSatisfy { flag in category.flags.contains { $0.rawValue == flag } }
        && !filter.exclude.contains(category.name)
    }
  }
}
