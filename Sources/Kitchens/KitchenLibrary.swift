import Authoring

/// All that kitchens are drawn from: the folders of `Scenes/` beside `tasks`.
public struct KitchenLibrary: Sendable {
  public let fixtures: ModelLibrary
  public let objects: ModelLibrary
  public let layouts: LayoutLibrary
  public let styles: StyleLibrary
  /// Sixteen hexadecimal digits over all of its files.
  public let version: String

  /// Reads a `Scenes` folder.
  ///
  /// - Throws: `AuthoringError` for the first file that is wrong.
  public init(scenesFolder folder: String) throws(AuthoringError) {
    fixtures = try ModelLibrary(folder: "\(folder)/fixtures")
    objects = try ModelLibrary(folder: "\(folder)/objects")
    layouts = try LayoutLibrary(folder: "\(folder)/layouts")
    styles = try StyleLibrary(folder: "\(folder)/styles", models: fixtures)
    version = try DataFolder.version(
      of: ["fixtures", "layouts", "objects", "styles"].map { "\(folder)/\($0)" })
  }
}
