import Authoring
import Foundation
import Kitchens
import TestSupport
import Testing

@Suite struct ModelLibraryTests {
  private func folder(_ files: [(name: String, text: String)]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for file in files {
      try Data(file.text.utf8).write(to: URL(fileURLWithPath: folder.path(file.name)))
    }
    return folder
  }

  @Test func `finds models and categories`() throws {
    let folder = try folder([("chest.yaml", ModelText.text)])
    let library = try ModelLibrary(folder: folder.url.path)
    #expect(library["chest"]?.name == "chest" && library["table"] == nil)
    #expect(library.categories.map(\.category.name) == ["box", "crate"])
    #expect(library.model(category: "crate")?.name == "chest")
    #expect(library.model(category: "bag") == nil)
  }

  @Test func `a model is named as its file`() throws {
    let folder = try folder([("trunk.yaml", ModelText.text)])
    let error = #expect(throws: AuthoringError.self) { try ModelLibrary(folder: folder.url.path) }
    #expect(error?.key == "name" && error?.file.hasSuffix("trunk.yaml") == true)
  }

  @Test func `a category stands in one file only`() throws {
    let other = ModelText.changed("name: chest", "name: trunk")
    let folder = try folder([("chest.yaml", ModelText.text), ("trunk.yaml", other)])
    let error = #expect(throws: AuthoringError.self) { try ModelLibrary(folder: folder.url.path) }
    #expect(error?.key == "categories.box" && error?.reason.contains("chest.yaml") == true)
  }

  @Test func `one wrong file and nothing is read`() throws {
    let folder = try folder([("a.yaml", "name: [")])
    #expect(throws: AuthoringError.self) { try ModelLibrary(folder: folder.url.path) }
    #expect(throws: AuthoringError.self) { try ModelLibrary(folder: "/nowhere") }
  }
}
