import Authoring
import Geometry

/// The categories of objects of `Scenes/objects`, and their instances.
public struct ObjectLibrary: Sendable {
  /// A category's instance by its index, 0 to 999.
  public struct Choice: Sendable, Hashable, Codable {
    public var category: String
    public var index: Int

    public init(category: String, index: Int) {
      self.category = category
      self.index = index
    }
  }

  /// The generators.
  public let models: ModelLibrary
  /// Sorted by name.
  public let categories: [ObjectCategory]
  /// Every type that a category has, sorted.
  public let types: [String]

  private let folder: String
  /// Where a category's model stands in `models`, by the category's name.
  private let modelIndex: [String: Int]

  /// Reads all of a folder's files.
  ///
  /// - Throws: `AuthoringError` for the first file that is wrong.
  public init(folder: String) throws(AuthoringError) {
    self.init(try ModelLibrary(folder: folder), folder: folder)
  }

  /// The categories of models that were read; `folder` is for complaints.
  public init(_ models: ModelLibrary, folder: String) {
    self.models = models
    self.folder = folder
    categories = models.categories.map(\.category).sorted { $0.name < $1.name }
    types = Set(categories.flatMap(\.types)).sorted()
    var modelIndex: [String: Int] = [:]
    for (index, model) in models.models.enumerated() {
      for category in model.categories { modelIndex[category.name] = index }
    }
    self.modelIndex = modelIndex
  }

  /// The category of a name.
  public subscript(_ name: String) -> ObjectCategory? { model(name)?.category(name) }

  /// The generator of a category.
  public func model(_ category: String) -> ModelTemplate? {
    modelIndex[category].map { models.models[$0] }
  }

  /// The categories that a filter admits, sorted by name; perhaps none.
  ///
  /// - Throws: `AuthoringError` when it names a category or type that does not exist.
  public func categories(_ filter: ObjectFilter) throws(AuthoringError) -> [ObjectCategory] {
    for name in filter.categories + filter.excluding where modelIndex[name] == nil {
      throw AuthoringError(file: folder, key: name, reason: "is no category of objects")
    }
    for type in filter.types where !types.contains(type) {
      throw AuthoringError(
        file: folder, key: type,
        reason: "is no type of objects; known are \(types.joined(separator: ", "))")
    }
    return categories.filter { filter.admits($0) }
  }

  /// An instance of a category, the same in every scene.
  ///
  /// - Throws: `AuthoringError` for a category that does not exist and an index beyond 0 to 999.
  public func instance(_ choice: Choice) throws(AuthoringError) -> ModelInstance {
    guard let model = model(choice.category) else {
      throw AuthoringError(file: folder, key: choice.category, reason: "is no category of objects")
    }
    return try model.instance(category: choice.category, index: choice.index)
  }

  /// The indices of a category's instances that belong to a split, rising; all of them for nil.
  public func indices(of category: String, split: InstanceSplit?) -> [Int] {
    guard let split else { return Array(ObjectCategory.instances) }
    return ObjectCategory.instances.filter {
      InstanceSplit(category: category, index: $0) == split
    }
  }

  /// Draws a category that the filter admits, each as likely, and one of its instances of a split.
  ///
  /// - Throws: `AuthoringError` when no category is left, or the filter names what does not exist.
  public func draw(
    _ filter: ObjectFilter = ObjectFilter(), split: InstanceSplit?, stream: RandomStream
  ) throws(AuthoringError) -> Choice {
    let admitted = try categories(filter)
    guard !admitted.isEmpty else {
      throw AuthoringError(file: folder, key: "filter", reason: "admits no category of objects")
    }
    var categoryStream = stream.stream("category")
    let category = admitted[categoryStream.integer(in: 0...admitted.count - 1)].name

    // a split has about 200 or 800 of the thousand, so that a few tries find one
    var indexStream = stream.stream("instance")
    let last = ObjectCategory.instances.upperBound - 1
    while true {
      let index = indexStream.integer(in: ObjectCategory.instances.lowerBound...last)
      guard let split else { return Choice(category: category, index: index) }
      if InstanceSplit(category: category, index: index) == split {
        return Choice(category: category, index: index)
      }
    }
  }
}
