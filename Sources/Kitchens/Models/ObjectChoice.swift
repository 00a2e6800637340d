/// One object out of a library: a category's instance by its index, 0 to 999.
public struct ObjectChoice: Sendable, Hashable, Codable {
  public var category: String
  public var index: Int

  public init(category: String, index: Int) {
    self.category = category
    self.index = index
  }
}
