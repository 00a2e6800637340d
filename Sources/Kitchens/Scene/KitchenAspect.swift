import Episodes

/// What was drawn of one aspect of a kitchen.
public struct KitchenAspect: Sendable, Hashable {
  /// `layout`, `style`, or an object's role.
  public var name: String
  public var value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

extension KitchenDraw {
  /// Instances of a category that are looked at before it is taken as too large for a role.
  private static let looks = 40

  /// What a spec has drawn of each aspect that coverage counts: layout, style, and each role's category.
  ///
  /// An archetype counts as one layout, whatever its seed.
  public func aspects(of spec: KitchenSpec) -> [KitchenAspect] {
    let own = [
      KitchenAspect(name: "layout", value: Self.layout(spec.layout)),
      KitchenAspect(name: "style", value: spec.style),
    ]
    return own
      + description.objects.compactMap { role in
        library.objects.draw(
          role.filter, split: spec.split, stream: spec.stream(.objects).stream(role.name)
        ).map { KitchenAspect(name: role.name, value: $0.category) }
      }
  }

  /// All that may be drawn of each of those aspects.
  public func possibilities(
    distribution: String, options: KitchenOptions
  ) -> [(aspect: String, values: [String])] {
    let split = split(distribution: distribution, options: options)
    let layouts = (options.layouts ?? library.layouts.names(of: split)).map(Self.layout)
    return [("layout", layouts), ("style", options.styles ?? library.styles.names)]
      + description.objects.map { role in
        (role.name, library.objects.matches(role.filter).map(\.category.name))
      }
  }

  /// Whether some instance of a category is small enough for a role.
  public func isPossible(_ aspect: KitchenAspect, split: KitchenOptions.Split) -> Bool {
    guard let most = description.objects.first(where: { $0.name == aspect.name })?.filter.maxSize
    else { return true }
    return ObjectSplit.indices(of: aspect.value, in: split).prefix(Self.looks).contains { index in
      let choice = ObjectChoice(category: aspect.value, index: index)
      guard let size = try? library.objects.object(choice).size else { return false }
      return size.x <= most.x && size.y <= most.y && size.z <= most.z
    }
  }

  /// The split of a job's kitchens.
  public func split(distribution: String, options: KitchenOptions) -> KitchenOptions.Split {
    options.split ?? description.splits.first { $0.name == distribution }?.split ?? .train
  }

  /// `galley` for `galley/7`.
  private static func layout(_ name: String) -> String {
    name.split(separator: "/").first.map(String.init) ?? name
  }
}
