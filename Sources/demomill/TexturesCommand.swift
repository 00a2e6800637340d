import ArgumentParser
import Authoring
import Foundation
import Kitchens
import Rendering
import Scenes

/// `demomill textures`: the textures that random surfaces are drawn from.
struct TexturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "textures", abstract: "List textures, or draw them on a sheet.",
    discussion: """
      A texture is a family and a number, such as marble/17, from which its colours, sizes and seed \
      follow; --json prints them. One in five numbers and four families are kept for tests.
      """)

  @Option(help: "Only this family, for instance marble.")
  var family: String?

  @Flag(help: "Print each texture with its family, number, split, colours, scale, gloss and seed.")
  var json = false

  @Option(help: "Draw swatches of 0.4 m, a family a row: *.png.")
  var sheet: String?

  @Option(help: "How many swatches of each family the sheet shows.")
  var swatches = 8

  @Option(help: "Pixels of a swatch.")
  var pixels = 64

  @Option(help: "Print a presets.yaml with so many numbers a family, chosen to differ.")
  var choose: Int?

  @Option(name: .customLong("scenes-folder"), help: "The folder with styles.")
  var scenesFolder: String?

  func validate() throws {
    if let sheet {
      guard sheet.hasSuffix(".png") else { throw ValidationError("--sheet must end in .png.") }
      try OutputPath.validate(sheet)
    }
    guard (1...100).contains(swatches) else {
      throw ValidationError("--swatches must be between 1 and 100.")
    }
    guard (8...512).contains(pixels) else {
      throw ValidationError("--pixels must be between 8 and 512.")
    }
    if let choose {
      guard (5...200).contains(choose) else {
        throw ValidationError("--choose must be between 5 and 200.")
      }
      guard family == nil, !json, sheet == nil else {
        throw ValidationError("--choose is about all families, and prints nothing else.")
      }
    }
  }

  func run() throws {
    let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = try DataFolder.locateScenes(given: scenesFolder, executable: executable)
    let catalogue = try TextureCatalogue.read(folder: "\(folder)/styles", presets: choose == nil)
    if let choose { return print(PresetChoice.text(catalogue, count: choose), terminator: "") }

    // all families, or the one asked for
    let families = catalogue.names.filter { family == nil || $0 == family }
    guard !families.isEmpty else {
      throw ValidationError("--family must be one of \(catalogue.names.joined(separator: ", ")).")
    }
    if json {
      try printJSON(catalogue, families)
    } else if sheet == nil {
      printList(catalogue, families)
    }
    if let sheet { try draw(catalogue, families, to: sheet) }
  }

  private func printList(_ catalogue: TextureCatalogue, _ families: [String]) {
    for preset in catalogue.presets where families.contains(preset.family) {
      guard let texture = catalogue.texture(preset) else { continue }
      let colors = texture.colors.map(Self.hex).joined(separator: " ")
      print(
        "\(preset)\t\(preset.isTest ? "test" : "train")\t\(texture.scale) m\tgloss \(texture.gloss)"
          + "\t\(colors)")
    }
  }

  /// A colour as `#rrggbb`.
  private static func hex(_ color: [Double]) -> String {
    "#"
      + color.map { channel in
        let text = String(Int((channel * 255).rounded()), radix: 16)
        return text.count == 1 ? "0" + text : text
      }.joined()
  }

  private func printJSON(_ catalogue: TextureCatalogue, _ families: [String]) throws {
    struct Entry: Encodable {
      var name: String
      var number: Int
      var split: String
      var texture: SurfaceTexture
    }
    let entries = catalogue.presets.compactMap { preset -> Entry? in
      guard families.contains(preset.family), let texture = catalogue.texture(preset) else {
        return nil
      }
      return Entry(
        name: preset.description, number: preset.number, split: preset.isTest ? "test" : "train",
        texture: texture)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(entries), as: UTF8.self))
  }

  private func draw(_ catalogue: TextureCatalogue, _ families: [String], to path: String) throws {
    // spread over each family's presets
    let rows = families.map { name in
      let all = catalogue.presets.filter { $0.family == name }
      let count = min(swatches, all.count)
      let shown = (0..<count).map { all[(2 * $0 + 1) * all.count / (2 * count)] }
      let kept = catalogue.testFamilies.contains(name) ? " (tests only)" : ""
      return (name: name + kept, textures: shown.compactMap(catalogue.texture))
    }
    let picture = try TextureSheet.draw(rows, columns: rows.count > 8 ? 2 : 1, pixels: pixels)
    let file = PNG.encode(picture, level: 9)
    try Data(file).write(to: URL(filePath: path), options: .atomic)
    if !json {
      print("\(path): \(picture.size.width)x\(picture.size.height), \(file.count) bytes")
    }
  }
}
