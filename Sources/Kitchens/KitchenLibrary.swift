import Authoring

/// All that kitchens are drawn from: the folders of `Scenes/` beside `tasks`.
public struct KitchenLibrary: Sendable {
  public let fixtures: ModelLibrary
  public let objects: ModelLibrary
  public let layouts: LayoutLibrary
  public let styles: StyleLibrary
  /// Sixteen hexadecimal digits over all of its files.
  public let version: String

  /// Reads a `Scenes` folder, in parallel as `DataFolder.read`.
  ///
  /// - Throws: `AuthoringError` for a file that is wrong.
  public init(scenesFolder folder: String, inParallel: Bool = false) throws(AuthoringError) {
    fixtures = try ModelLibrary(folder: "\(folder)/fixtures", inParallel: inParallel)
    objects = try ModelLibrary(folder: "\(folder)/objects", inParallel: inParallel)
    layouts = try LayoutLibrary(folder: "\(folder)/layouts")
    styles = try StyleLibrary(folder: "\(folder)/styles", models: fixtures)
    version = try DataFolder.version(
      of: ["fixtures", "layouts", "objects", "styles"].map { "\(folder)/\($0)" })
  }
}
