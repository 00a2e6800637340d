/// The entries of one mapping, read by name.
public struct AuthoredFields {
  let parent: AuthoredNode
  let entries: [(name: String, value: AuthoredNode)]

  /// The value of a key that may be left out.
  public subscript(_ name: String) -> AuthoredNode? {
    entries.first { $0.name == name }?.value
  }

  /// The value of a key that must be there.
  public func required(_ name: String) throws(AuthoringError) -> AuthoredNode {
    guard let value = self[name] else { throw parent.error("lacks the key \(name)") }
    return value
  }
}
