import Authoring
import Geometry
import Kitchens

/// All that pictures are taken with: cameras, presets of how they are varied, textures.
public struct VisualLibrary: Sendable {
  public let cameras: CameraLibrary
  /// Sorted by file name.
  public let presets: [VisualPreset]
  public let textures: TextureCatalogue
  /// Sixteen hexadecimal digits over all of its files.
  public let version: String

  /// Reads the folders `cameras`, `visuals` and `styles` of a `Scenes` folder.
  ///
  /// - Throws: `AuthoringError` for the first file that is wrong.
  public init(scenesFolder folder: String) throws(AuthoringError) {
    cameras = try CameraLibrary(folder: "\(folder)/cameras")
    let textures = try TextureCatalogue.read(folder: "\(folder)/styles")
    let training = textures.names.filter { !textures.testFamilies.contains($0) }
    self.textures = textures
    var presets: [VisualPreset] = []
    for path in try DataFolder.files(in: "\(folder)/visuals") {
      let preset = try VisualPresetReader.preset(
        try AuthoredNode.read(path).0, families: training)
      guard path.hasSuffix("/\(preset.name).yaml") else {
        throw AuthoringError(file: path, key: "name", reason: "must be the file's name")
      }
      presets.append(preset)
    }
    self.presets = presets
    version = try DataFolder.version(
      of: ["cameras", "visuals", "styles"].map { "\(folder)/\($0)" })
  }

  /// The preset of a name.
  public func preset(named name: String) -> VisualPreset? { presets.first { $0.name == name } }
}
