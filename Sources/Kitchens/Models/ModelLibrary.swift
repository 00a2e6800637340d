import Authoring

/// The models of a folder, `Scenes/fixtures` or `Scenes/objects`.
public struct ModelLibrary: Sendable {
  /// Sorted by name.
  public let models: [ModelTemplate]

  /// Reads all of a folder's files, in parallel as `DataFolder.read`; a model's name is its file's.
  ///
  /// - Throws: `AuthoringError` for a file that is wrong.
  public init(folder: String, inParallel: Bool = false) throws(AuthoringError) {
    var models: [ModelTemplate] = []
    let paths = try DataFolder.files(in: folder)
    let read = try DataFolder.read(paths, inParallel: inParallel, ModelReader.read)
    for (path, model) in zip(paths, read) {
      guard path.hasSuffix("/\(model.name).yaml") else {
        throw AuthoringError(file: path, key: "name", reason: "must be the file's name")
      }
      for category in model.categories {
        if let other = models.first(where: { $0.category(category.name) != nil }) {
          throw AuthoringError(
            file: path, key: "categories.\(category.name)", reason: "is already in \(other.file)")
        }
      }
      models.append(model)
    }
    self.models = models
  }

  /// The model of a name.
  public subscript(_ name: String) -> ModelTemplate? { models.first { $0.name == name } }

  /// All categories with their models, in the order of the files.
  public var categories: [(category: ObjectCategory, model: ModelTemplate)] {
    models.flatMap { model in model.categories.map { ($0, model) } }
  }

  /// The model of a category.
  public func model(category: String) -> ModelTemplate? {
    models.first { $0.category(category) != nil }
  }
}
