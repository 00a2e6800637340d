import Authoring

/// The styles of a folder, and its catalogue of textures.
public struct StyleLibrary: Sendable {
  /// Sorted by file name.
  public let styles: [StyleDescription]
  public let catalogue: TextureCatalogue

  /// The styles' names, sorted.
  public var names: [String] { styles.map(\.name) }

  /// Reads a folder, for instance `Scenes/styles`: `textures.yaml`, `presets.yaml`, and a style in every other file.
  ///
  /// - Throws: `AuthoringError` naming file, line, key and reason; also for choices that none of `models` has.
  public init(folder: String, models: ModelLibrary? = nil) throws(AuthoringError) {
    catalogue = try TextureCatalogue.read(folder: folder)
    var styles: [StyleDescription] = []
    let others = ["textures.yaml", "presets.yaml"]
    for path in try DataFolder.files(in: folder)
    where !others.contains(where: { path.hasSuffix("/\($0)") }) {
      let style = try StyleDescription.read(path, catalogue: catalogue, models: models)
      guard path.hasSuffix("/\(style.name).yaml") else {
        throw AuthoringError(file: path, key: "name", reason: "must be the file's name")
      }
      styles.append(style)
    }
    self.styles = styles
  }

  /// The style of a name.
  ///
  /// - Throws: `AuthoringError` for a name that no file has.
  public func style(_ name: String) throws(AuthoringError) -> StyleDescription {
    guard let style = styles.first(where: { $0.name == name }) else {
      throw AuthoringError(
        file: "styles", key: name, reason: "is no style; known are \(names.joined(separator: ", "))"
      )
    }
    return style
  }
}
