import Foundation
import Geometry
import Kitchens
import Rendering
import Scenes
import TestSupport
import Testing

/// Presets look unlike each other, and always the same.
@Suite struct TexturePresetTests {
  /// Below it two textures are taken for one; a difference of 2.3 is just seen (Mahy 1994).
  static let threshold = 4.0

  /// Names of those that look too much alike.
  private func duplicates(_ entries: [Presets.Entry]) -> [String] {
    var found: [String] = []
    for i in entries.indices {
      for j in entries.indices[(i + 1)...]
      where entries[i].descriptor.distance(to: entries[j].descriptor) < Self.threshold {
        found.append("\(entries[i].preset) \(entries[j].preset)")
      }
    }
    return found
  }

  @Test func allPairsDiffer() throws {
    let entries = try Presets.all()
    #expect(entries.count >= 1200)
    #expect(duplicates(entries) == [])
  }

  @Test func whatIsAlikeIsFound() throws {
    var entries = Array(try Presets.all().prefix(40))
    #expect(entries[7].preset.family == "flat")
    // the same colour of another number, and a colour that is hardly another
    var texture = entries[7].texture
    texture.seed += 500
    texture.gloss = 0.9
    entries.append(
      .init(
        preset: TexturePreset(family: "flat", number: 999),
        texture: texture, descriptor: TextureDescriptor(texture)))
    #expect(duplicates(entries).count == 1)
    texture = entries[3].texture
    texture.colors = texture.colors.map { $0.map { min(1, $0 + 0.01) } }
    entries[40].descriptor = TextureDescriptor(texture)
    #expect(duplicates(entries).count == 1)
  }

  @Test func noFamilyIsFlat() throws {
    for entry in try Presets.all() {
      let isFlat = entry.descriptor.contrast < 0.5
      #expect(isFlat == (entry.preset.family == "flat"), "\(entry.preset)")
    }
  }

  @Test func familiesDifferInMoreThanColour() throws {
    // in one pair of colours and of one size, no two families are alike
    let colors = [[0.8, 0.7, 0.5], [0.35, 0.25, 0.2], [0.6, 0.45, 0.3]]
    let clear: Set<TextureFamily> = [.glass, .water]
    let families = TextureFamily.allCases.filter { !clear.contains($0) }
    let drawn = families.map { family in
      TextureDescriptor(
        SurfaceTexture(family: family.rawValue, colors: colors, scale: 0.1, seed: 3))
    }
    for i in families.indices {
      for j in families.indices[(i + 1)...] {
        #expect(drawn[i].distance(to: drawn[j]) > 1, "\(families[i]) \(families[j])")
      }
    }
  }

  @Test func theSameRecipeGivesTheSameBytes() throws {
    // a line of Tests/Golden/textures.txt for each family: the hash of four swatches of it
    let catalogue = try Presets.catalogue()
    var lines: [String] = []
    for name in catalogue.names {
      let textures = catalogue.presets.filter { $0.family == name }.prefix(4)
        .compactMap(catalogue.texture)
      let sheet = try TextureSheet.draw([(name: name, textures: textures)], columns: 1, pixels: 24)
      lines.append("\(name) \(StateHash(sheet.bytes.map(Double.init)))")
    }
    let golden = try String(
      contentsOf: Repository.root.appendingPathComponent("Tests/Golden/textures.txt"),
      encoding: .utf8)
    #expect(lines == golden.split(separator: "\n").map(String.init))
  }
}
