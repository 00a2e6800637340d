import Authoring
import Episodes

extension LayoutLibrary {
  /// The named layouts of a split, in the file's order.
  public func names(of split: KitchenOptions.Split) -> [String] {
    named.filter { split == .all || $0.split.rawValue == split.rawValue }.map(\.name)
  }

  /// Whether a name is an archetype's, of which any seed is a layout.
  public func isArchetype(_ name: String) -> Bool { grammar(named: name) != nil }

  /// Whether a name is a named layout's, an archetype's, or `ARCHETYPE/SEED`.
  public func isKnown(_ name: String) -> Bool {
    if isArchetype(name) || named.contains(where: { $0.name == name }) { return true }
    let words = name.split(separator: "/", omittingEmptySubsequences: false)
    return words.count == 2 && isArchetype(String(words[0])) && UInt64(words[1]) != nil
  }

  /// The plan of a named layout, or of `ARCHETYPE/SEED`.
  ///
  /// - Throws: `AuthoringError` for a name that is neither, or whose draws all fail their checks.
  public func layout(_ name: String) throws(AuthoringError) -> KitchenLayout {
    let found: KitchenLayout?
    do throws(LayoutProblem) { found = try layout(named: name) } catch {
      throw AuthoringError(file: "layouts", key: name, reason: error.description)
    }
    guard let found else {
      throw AuthoringError(
        file: "layouts", key: name, reason: "is no named layout, and no archetype with a seed")
    }
    return found
  }
}
