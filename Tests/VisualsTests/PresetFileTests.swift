import Authoring
import Foundation
import Geometry
import TestSupport
import Testing
import Visuals

/// Presets of visual variation as people write them.
@Suite struct PresetFileTests {
  private static let text = """
    name: loud
    summary: everything
    textures:
      surfaces: [robot, table]
      families: [flat, checker]
    colors: {hue: 0.1, gloss: [0, 0.5]}
    lights:
      count: [2, 4]
      elevation: [30, 90]
      intensity: [0.5, 1]
    camera:
      box: [0.1, 0.2, 0.3]
      turn: 9
      field_of_view: 18
    hand_camera: {sigma: 0.01}
    image:
      contrast: [0.5, 1.5]
      noise: [0, 0.1]
    """

  /// A library whose only preset is a text.
  private func library(_ text: String, file: String = "loud.yaml") throws -> VisualLibrary {
    let folder = try TemporaryFolder()
    let manager = FileManager.default
    for name in ["cameras", "styles"] {
      try manager.createSymbolicLink(
        atPath: folder.path(name), withDestinationPath: "\(Shipped.folder)/\(name)")
    }
    try manager.createDirectory(
      atPath: folder.path("visuals"), withIntermediateDirectories: false)
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path("visuals/\(file)")))
    return try VisualLibrary(scenesFolder: folder.url.path)
  }

  private func error(_ old: String, _ new: String) throws -> AuthoringError {
    let text = Self.text.replacingOccurrences(of: old, with: new)
    try #require(text != Self.text)
    return try #require(throws: AuthoringError.self) { try library(text) }
  }

  @Test func `a file reads back`() throws {
    let library = try library(Self.text)
    let preset = try #require(library.preset(named: "loud"))
    #expect(library.presets == [preset])
    #expect(preset.textures.surfaces == [.robot, .table])
    #expect(preset.textures.families == ["flat", "checker"])
    #expect(preset.colors.hue == 0.1 && preset.colors.gloss == 0...0.5)
    #expect(preset.colors.saturation == 0 && preset.image.blur == 0...0)
    #expect(preset.lights.count == 2...4 && preset.lights.temperature == nil)
    #expect(abs(preset.lights.elevation.lowerBound - .pi / 6) < 1e-12)
    #expect(preset.camera.box == Vector3(0.1, 0.2, 0.3))
    #expect(abs(preset.camera.turn - .pi / 20) < 1e-12)
    #expect(abs(preset.camera.fieldOfView - .pi / 10) < 1e-12)
    #expect(preset.handCamera?.sigma == 0.01 && preset.handCamera?.turn == 0)
    #expect(preset.image.contrast == 0.5...1.5 && preset.image.exposure == 1...1)
  }

  @Test(arguments: [
    ("  families:", "  family:", 5, "textures.family", "is not a known key; known are surfaces"),
    ("colors:", "colours:", 6, "colours", "is not a known key; known are name, summary"),
    (
      "flat, checker", "flat, chequer", 5, "textures.families[1]",
      "is no family of textures; known are"
    ),
    ("robot, table", "robot, roof", 4, "textures.surfaces[1]", "must be one of floor, wall"),
    ("[robot, table]", "some", 4, "textures.surfaces", "must be all or a list"),
    ("[2, 4]", "[0, 4]", 8, "lights.count[0]", "must be between 1 and 6, is 0"),
    ("[2, 4]", "[2, 7]", 8, "lights.count[1]", "must be between 1 and 6, is 7"),
    ("[2, 4]", "[4, 2]", 8, "lights.count", "must be [at least, at most]"),
    ("[2, 4]", "[4]", 8, "lights.count", "must be [at least, at most]"),
    ("[30, 90]", "[30, 91]", 9, "lights.elevation", "must be within 5.0 and 90.0"),
    ("intensity: [0.5, 1]", "intensity: [1, 0.5]", 10, "lights.intensity", "must be [low, high]"),
    ("0.2, 0.3", "-0.2, 0.3", 12, "camera.box", "must be half extents, 0 to 1 m"),
    ("turn: 9", "turn: 46", 13, "camera.turn", "must be between 0.0 and 45.0, is 46.0"),
    ("sigma: 0.01", "sigma: much", 15, "hand_camera.sigma", "must be a number"),
    ("contrast: [0.5, 1.5]", "contrast: 1", 17, "image.contrast", "must be a list"),
    ("noise: [0, 0.1]", "noise: [0, 0.6]", 18, "image.noise", "must be within 0.0 and 0.5"),
    ("summary: everything\n", "", 1, "", "lacks the key summary"),
  ])
  func `a fault names file, line and key`(
    old: String, new: String, line: Int, key: String, reason: String
  ) throws {
    let error = try error(old, new)
    #expect(error.file.hasSuffix("/visuals/loud.yaml"))
    #expect(error.reason.hasPrefix(reason), "\(error)")
    #expect(error.key == key && error.line == line, "\(error)")
  }

  @Test func `families of tests only are not for training`() throws {
    let catalogue = try Shipped.visuals.get().textures
    let held = try #require(catalogue.testFamilies.first)
    #expect(catalogue.names.contains(held))
    let error = try error("flat, checker", "flat, \(held)")
    #expect(error.key == "textures.families[1]" && error.line == 5)
    #expect(error.reason.hasPrefix("is no family of textures"))
  }

  @Test func `a preset is found by its file's name`() throws {
    let error = try #require(throws: AuthoringError.self) {
      try library(Self.text, file: "quiet.yaml")
    }
    #expect(error.file.hasSuffix("/visuals/quiet.yaml") && error.key == "name")
    #expect(error.reason == "must be the file's name")
  }

  @Test func `what ships is what was asked for`() throws {
    let library = try Shipped.visuals.get()
    #expect(library.presets.map(\.name) == ["dactyl", "off", "robocasa", "robosuite", "tobin"])
    #expect(library.preset(named: "loud") == nil)
    let off = try Shipped.preset("off")
    #expect(off == VisualPreset(name: "off", summary: off.summary))
    #expect(try Shipped.preset("dactyl").lights.count == 4...6)
  }

  @Test func `the version follows every file`() throws {
    let one = try library(Self.text)
    #expect(one.version.count == 16)
    #expect(try library(Self.text).version == one.version)
    #expect(try library(Self.text + "\n# more\n").version != one.version)
  }
}
