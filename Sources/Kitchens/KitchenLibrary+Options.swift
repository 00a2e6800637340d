import Episodes

extension KitchenLibrary {
  /// What of a job's options cannot be met, as (name, reason), for instance (`layouts[1]`, ...); nil when
  /// all can.
  public func problem(with options: KitchenOptions) -> (name: String, reason: String)? {
    if let problem = options.problems.first { return problem }
    for (index, name) in (options.layouts ?? []).enumerated() where !layouts.isKnown(name) {
      let archetypes = layouts.grammars.map(\.name).joined(separator: ", ")
      let named = layouts.named.map(\.name).joined(separator: ", ")
      return (
        "layouts[\(index)]",
        "\(name) is no layout; known are the archetypes \(archetypes), alone or as ARCHETYPE/SEED, "
          + "and \(named)"
      )
    }
    for (index, name) in (options.styles ?? []).enumerated() where !styles.names.contains(name) {
      return (
        "styles[\(index)]",
        "\(name) is no style; known are \(styles.names.joined(separator: ", "))"
      )
    }
    return nil
  }
}
