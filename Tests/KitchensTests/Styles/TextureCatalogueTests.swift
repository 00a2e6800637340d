import Authoring
import Foundation
import Kitchens
import Scenes
import TestSupport
import Testing

/// The catalogue of textures and its presets.
@Suite struct TextureCatalogueTests {
  private let catalogue: TextureCatalogue
  private let text: String
  private let presets: String

  init() throws {
    let folder = Repository.root.appendingPathComponent("Scenes/styles")
    catalogue = try TextureCatalogue.read(folder: folder.path)
    text = try String(contentsOf: folder.appendingPathComponent("textures.yaml"), encoding: .utf8)
    presets = try String(contentsOf: folder.appendingPathComponent("presets.yaml"), encoding: .utf8)
  }

  private func error(_ text: String? = nil, presets: String? = nil) throws -> AuthoringError {
    try #require(throws: AuthoringError.self) {
      try TextureCatalogue.parse(text ?? self.text, presets: presets ?? self.presets)
    }
  }

  @Test func `every family can be drawn, and all but the clear ones are there`() {
    let drawn = Set(TextureFamily.allCases.map(\.rawValue)).subtracting(["glass", "water"])
    #expect(Set(catalogue.names) == drawn)
    #expect(catalogue.names.count >= 32)
  }

  @Test func `there are at least 1,200 presets, each its own`() throws {
    #expect(catalogue.presets.count >= 1200)
    #expect(Set(catalogue.presets.map(\.description)).count == catalogue.presets.count)
    let textures = catalogue.presets.compactMap(catalogue.texture)
    #expect(Set(textures).count == catalogue.presets.count)
    for name in catalogue.names {
      #expect(catalogue.presets.filter { $0.family == name }.count >= 30, "\(name)")
    }
    // the name, and what follows from it
    let first = try #require(catalogue.presets.first { $0.family == "marble" })
    #expect(first.description == "marble/\(first.number)")
    let texture = try #require(catalogue.texture(first))
    #expect(texture.family == "marble" && texture.seed == UInt64(first.number))
    #expect(catalogue.texture(TexturePreset(family: "lava", number: 1)) == nil)
  }

  @Test func `training never sees what tests have`() {
    let train = catalogue.presets(.train)
    let test = catalogue.presets(.test)
    #expect(Set(train).isDisjoint(with: test))
    #expect(train.count + test.count == catalogue.presets(.all).count)
    // four whole families, and one in five of the others
    #expect(catalogue.testFamilies.count == 4)
    #expect(Set(train.map(\.family)).isDisjoint(with: catalogue.testFamilies))
    let others = test.filter { !catalogue.testFamilies.contains($0.family) }
    #expect(others.count * 5 == (others.count + train.count))
    #expect(others.allSatisfy { TextureSplit.isTest(family: $0.family, number: $0.number) })
    #expect(!train.contains { TextureSplit.isTest(family: $0.family, number: $0.number) })
  }

  @Test func `a family that nobody can draw is an error`() throws {
    let error = try error(text.replacing("  hammered:\n", with: "  hammerd:\n"))
    #expect(error.key == "families.hammerd")
    #expect(error.reason.hasPrefix("is no family that can be drawn; those are flat, gradient"))
    let clear = try self.error(text.replacing("[glass, water]", with: "[glass, steam]"))
    #expect(clear.reason == "steam is no family that can be drawn")
  }

  @Test func `families of tests are known, and no material's`() throws {
    let line = "test_families: [chevron,"
    #expect(text.contains(line))
    let unknown = try error(text.replacing(line, with: "test_families: [chevrn,"))
    #expect(unknown.reason == "chevrn is no family of textures")
    let used = try error(text.replacing(line, with: "test_families: [wood,"))
    #expect(used.key == "materials.wood.family")
  }

  @Test func `presets are numbers of all families, once, for both splits`() throws {
    #expect(try error(presets: presets.replacing("\ncork:", with: "\ncorc:")).key == "corc")
    let short = "flat: [1]\n"
    #expect(try error(presets: short).reason == "needs a number for training and one for tests")
    #expect(try error(presets: "flat: [1, 1]\n").reason == "is there twice")
    #expect(try error(presets: "flat: [1000]\n").key.hasPrefix("flat"))
    let head = try #require(presets.split(separator: "\nprint:").first)
    #expect(try error(presets: String(head) + "\n").reason.contains("print"))
  }
}
